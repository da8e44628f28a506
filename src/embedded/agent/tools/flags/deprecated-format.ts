import type { Flag } from './flag';
import { quote } from '../format/go-quote';
import { textFlag } from './flag';

/** The `--format` of tools that print nothing. @internal */
export function formatFlag(): Flag<string> {
  return textFlag(['format'], '(DEPRECATED) Has no effect.');
}

/** Says that `--format` means nothing, without a line break, as Juju does. @internal */
export function warnOfFormat(
  tool: string,
  { flags, warn }: { readonly flags: { readonly format: string }; readonly warn: (text: string) => void },
): void {
  if (flags.format !== '') warn(`--format flag deprecated for command ${quote(tool)}`);
}
