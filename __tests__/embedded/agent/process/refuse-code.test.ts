import { UndecidedAgents } from '../../../../src/embedded/agent/process/refuse-code';
import { ScriptedAgents } from '../../../../src/embedded/agent/scripted/scripted-agent';

test('a charm with code and without a script is refused, and a script of nearly its name is named', () => {
  const agents = new UndecidedAgents(new ScriptedAgents({ shpo: {}, mail: {} }));

  expect(() => agents.checkCharm({ name: 'shop', files: ['dispatch'] } as never, 'local')).toThrow(
    /^charm "shop" has code, .* There is a script for "shpo": is one of the names misspelt\?$/,
  );
  expect(() => agents.checkCharm({ name: 'queue', files: ['dispatch'] } as never, 'local')).toThrow(
    /embedded: \{ execute: false \}$/,
  );
});
