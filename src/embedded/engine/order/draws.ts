/**
 * A number from 0 up to 1 for an occasion.
 *
 * @internal
 */
export type Draw = (...occasion: readonly (boolean | number | string)[]) => number;

/**
 * The choices that a seed stands for. Each is drawn by the words of its occasion and not from a row of numbers: what one
 * unit gets does not depend on what another one has drawn before, nor on when.
 *
 * @internal
 */
export function drawsOf(seed: number): Draw {
  return (...occasion) => mixed(hashed(`${seed} ${occasion.join(' ')}`)) / 2 ** 32;
}

/** FNV-1a, of 32 bits. */
function hashed(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return hash;
}

/** Lets each bit count in each other, as the end of MurmurHash3 does: the hashes of `web/0` and `web/1` are neighbours. */
function mixed(hash: number): number {
  let bits = hash ^ (hash >>> 16);
  bits = Math.imul(bits, 0x85_eb_ca_6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2_b2_ae_35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
