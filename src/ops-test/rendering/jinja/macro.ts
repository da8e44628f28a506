import { isKeywords, withoutMark } from './keywords';
import { runtime } from './nunjucks-parts';

type Macro = (...given: readonly unknown[]) => unknown;
type MakeMacro = (names: readonly string[], defaults: readonly string[], body: unknown) => Macro;

/** A macro that refuses, as Jinja2 does, what it has no parameter for; nunjucks leaves it out. @internal */
export function checkedMacro(names: readonly string[], defaults: readonly string[], body: unknown): Macro {
  const macro = (runtime['makeMacro'] as MakeMacro)(names, defaults, body);
  const parameters = [...names, ...defaults];
  return (...given) => {
    const last = given.at(-1);
    const placed = isKeywords(last) ? given.length - 1 : given.length;
    if (placed > parameters.length) {
      throw new Error(
        `the macro takes ${String(parameters.length)} arguments (${parameters.join(', ')}); got ${String(placed)}. ` +
          'varargs are not supported',
      );
    }
    for (const name of Object.keys(isKeywords(last) ? withoutMark(last) : {})) {
      const index = parameters.indexOf(name);
      if (index === -1 && name !== 'caller')
        throw new Error(`the macro has no argument ${name}; it has ${parameters.join(', ')}`);
      if (index !== -1 && index < placed) throw new Error(`the macro got ${name} twice`);
    }
    return macro(...given);
  };
}
