import { JujuError } from '../../errors';

/** One element of ASN.1's distinguished encoding. @internal */
export interface Element {
  readonly tag: number;
  /** Its content. */
  readonly value: Buffer;
  /** All of it: tag, length and content. */
  readonly raw: Buffer;
}

/**
 * The elements that stand one after another in some bytes.
 *
 * @throws JujuError where the bytes are cut off, or are no such encoding
 * @internal
 */
export function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const element = readElement(rest);
    elements.push(element);
    rest = rest.subarray(element.raw.length);
  }
  return elements;
}

/** The parts of a sequence, a set, or a field that holds elements. @internal */
export function partsOf(element: Element | undefined): Element[] {
  if (element === undefined) throw malformed();
  return readElements(element.value);
}

function readElement(bytes: Buffer): Element {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw malformed();
  // A length of 128 and more says first in how many bytes it stands.
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (lengthBytes > 4 || bytes.length < 2 + lengthBytes || first === 0x80) throw malformed();
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  if (bytes.length < start + length) throw malformed();
  return { tag, value: bytes.subarray(start, start + length), raw: bytes.subarray(0, start + length) };
}

const malformed = (): JujuError =>
  new JujuError('these bytes are no DER: they end too early, or hold something else', { code: 'not valid' });
