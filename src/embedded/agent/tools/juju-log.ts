import { logLevels, type LogLevel } from '../../state/debug-log';
import { booleanFlag, textFlag } from './flags/flag';
import { formatFlag, warnOfFormat } from './flags/deprecated-format';
import { hookTool } from './hook-tool';
import { quote } from './format/go-quote';
import { refused } from '../../api-error';
import type { HookContext } from '../../engine/hook-context';

/** @internal */
export const jujuLog = hookTool({
  name: 'juju-log',
  usage: '<message>',
  summary: 'Writes a message to the debug log.',
  flags: {
    debug: booleanFlag(['debug'], 'Log at level DEBUG.'),
    level: textFlag(['l', 'log-level'], 'Log at this level.', 'INFO'),
    format: formatFlag(),
  },
  init(args) {
    if (args.length === 0) throw refused('no message specified');
    return args.join(' ');
  },
  run({ context }, parsed) {
    warnOfFormat('juju-log', parsed);
    const level = parsed.flags.debug ? 'DEBUG' : levelNamed(context, parsed.flags.level);
    if (level !== undefined) context.log(parsed.args, level);
  },
});

/** Juju knows UNSPECIFIED, too, and writes nothing at that level. */
function levelNamed(context: HookContext, text: string): LogLevel | undefined {
  const name = text.toUpperCase();
  if (name === '') return 'INFO';
  if (name === 'UNSPECIFIED') return undefined;
  if (name === 'WARN') return 'WARNING';
  const level = logLevels.find((known) => known === name);
  if (level === undefined) context.logWarning(`Specified log level of ${quote(text)} is not valid`);
  return level ?? 'INFO';
}
