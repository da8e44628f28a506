/** A number with that many digits after the point; halves go to the even neighbour, as in Python. @internal */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return special(value);
  // JavaScript writes such with an exponent; they are whole.
  if (Math.abs(value) >= 1e21) return BigInt(value).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  return halfToEven(digits, (count) => value.toFixed(count));
}

/** The same as `1.5e+07`. @internal */
export function powerOfTen(value: number, digits: number): string {
  if (!Number.isFinite(value)) return special(value);
  return twoDigitExponent(halfToEven(digits, (count) => value.toExponential(count)));
}

/** Of the two forms the one that is shorter, with that many digits that count: C's `%g`. @internal */
export function shortest(value: number, digits: number, withZeros: boolean): string {
  if (!Number.isFinite(value)) return special(value);
  const count = Math.max(digits, 1);
  const text = powerOfTen(value, count - 1);
  const power = Number(text.split('e')[1]);
  if (power >= -4 && power < count) return trimmed(fixed(value, count - 1 - power), withZeros);
  const [factor = '', exponent = ''] = text.split('e');
  return `${trimmed(factor, withZeros)}e${exponent}`;
}

/** Python writes two digits of an exponent. @internal */
export function twoDigitExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** How Python names what is no number to write. @internal */
export function special(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function trimmed(text: string, withZeros: boolean): string {
  return withZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}

/** JavaScript rounds halves up; whether it is one shows in more digits, of which no number has so many. */
function halfToEven(digits: number, write: (digits: number) => string): string {
  const rounded = write(digits);
  const [exact = '', power] = write(Math.min(digits + 30, 100)).split('e');
  const cut = exact.slice(0, exact.indexOf('.') + 1 + digits).replace(/\.$/, '');
  const rest = exact.slice(exact.indexOf('.') + 1 + digits);
  if (!/^50*$/.test(rest) || !/[02468]$/.test(cut)) return rounded;
  return power === undefined ? cut : `${cut}e${power}`;
}
