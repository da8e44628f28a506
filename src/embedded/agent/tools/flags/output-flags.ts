import type { Flag } from './flag';
import type { ToolOutput } from '../hook-tool';
import { isFormatName, type FormatName } from '../format/format-value';
import { quote } from '../format/go-quote';
import { refused } from '../../../api-error';
import { textFlag } from './flag';

/** `--format` and `-o`, of tools that print a value. @internal */
export function outputFlags(output: ToolOutput): {
  readonly '--format': Flag<FormatName>;
  readonly '--output': Flag<string>;
} {
  const formats = output === 'smart' ? (['json', 'smart', 'yaml'] as const) : (['json', 'yaml'] as const);
  return {
    '--format': {
      names: ['format'],
      usage: `Specify output format (${formats.join('|')})`,
      kind: 'other',
      initial: () => output,
      show: () => output,
      parse: (text) => {
        if (isFormatName(text) && formats.some((format) => format === text)) return text;
        throw refused(`unknown format ${quote(text)}`);
      },
    },
    '--output': textFlag(['o', 'output'], 'Specify an output file'),
  };
}
