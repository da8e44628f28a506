import { goBooleans } from '../../../charm/yaml-map';
import { quote } from '../format/go-quote';
import { refused } from '../../../api-error';

/** Go's `strconv.ParseBool`. @internal */
export function parseBoolean(text: string): boolean {
  const value = goBooleans.get(text);
  if (value !== undefined) return value;
  throw refused(`strconv.ParseBool: parsing ${quote(text)}: invalid syntax`);
}

/** Go's `strconv.ParseInt` with the base of the prefix. @internal */
export function parseInteger(text: string): number {
  const { sign = '', digits } =
    /^(?<sign>[+-]?)(?<digits>0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO]?(?:_?[0-7])+|0|[1-9](?:_?[0-9])*)$/.exec(
      text,
    )?.groups ?? {};
  if (digits === undefined) throw refused(`strconv.ParseInt: parsing ${quote(text)}: invalid syntax`);
  const plain = digits.replaceAll('_', '');
  const value = BigInt(/^0[0-7]/.test(plain) ? `0o${plain.slice(1)}` : plain) * (sign === '-' ? -1n : 1n);
  if (BigInt.asIntN(64, value) !== value) {
    throw refused(`strconv.ParseInt: parsing ${quote(text)}: value out of range`);
  }
  return Number(value);
}

/** Go's `strconv.Atoi`; nothing if the text is no whole number. @internal */
export function wholeNumber(text: string): number | undefined {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : undefined;
}
