/** Keys as Go's library for YAML orders them: numbers in them by their value, letters after what is none. @internal */
export function inKeyOrder([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  const at = a.findIndex((character, index) => character !== b[index]);
  if (at === -1 || at >= b.length) return a.length - b.length;
  return difference(a, b, at);
}

/** What the first difference of two keys says. */
function difference(a: readonly string[], b: readonly string[], at: number): number {
  const [one = '', other = ''] = [a[at], b[at]];
  const [isLetter, isOtherLetter] = [/\p{L}/u.test(one), /\p{L}/u.test(other)];
  if (isLetter && isOtherLetter) return code(one) - code(other);
  if (isLetter || isOtherLetter) return isOtherLetter ? -1 : 1;
  // Zeros count when a number has begun before them.
  const begun = (one === '0' || other === '0') && hasBegun(a, at) ? '1' : '';
  const [digits, otherDigits] = [digitsAt(a, at), digitsAt(b, at)];
  const [number, otherNumber] = [BigInt(begun + digits || '0'), BigInt(begun + otherDigits || '0')];
  if (number !== otherNumber) return number < otherNumber ? -1 : 1;
  return digits.length - otherDigits.length || code(one) - code(other);
}

function hasBegun(characters: readonly string[], at: number): boolean {
  for (let index = at - 1; index >= 0 && isDigit(characters[index]); index -= 1) {
    if (characters[index] !== '0') return true;
  }
  return false;
}

function digitsAt(characters: readonly string[], at: number): string {
  let end = at;
  while (isDigit(characters[end])) end += 1;
  return characters.slice(at, end).join('');
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /^[0-9]$/.test(character);
}

function code(character: string): number {
  return character.codePointAt(0) ?? 0;
}
