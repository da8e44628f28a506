/** The part of ASN.1's distinguished encoding rules that a certificate needs, writing only. */

/** @internal */
export const sequence = (...items: Buffer[]): Buffer => element(0x30, Buffer.concat(items));

/** @internal */
export const set = (...items: Buffer[]): Buffer => element(0x31, Buffer.concat(items));

/** A positive integer, from its big-endian bytes. @internal */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.of(0) : Buffer.from(bytes.subarray(first));
  // A leading one bit would read as a negative number.
  return element(0x02, (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}

/** @internal */
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.of(value ? 0xff : 0));

/** @internal */
export const octets = (content: Buffer): Buffer => element(0x04, content);

/** @internal */
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));

/** @internal */
export const bits = (content: Buffer, unused = 0): Buffer =>
  element(0x03, Buffer.concat([Buffer.of(unused), content]));

/** A field known by its number, holding other elements. @internal */
export const tagged = (number: number, content: Buffer): Buffer => element(0xa0 | number, content);

/** A field known by its number, whose own bytes are the value. @internal */
export const taggedValue = (number: number, content: Buffer): Buffer => element(0x80 | number, content);

/** An object identifier from its dotted form. @internal */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A moment before the year 2050. @internal */
export function utcTime(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/\D/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.of(tag), length(content.length), content]);
}

function length(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value);
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}
