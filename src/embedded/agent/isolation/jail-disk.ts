const mebibyte = 1024 ** 2;
const unitsOf: Readonly<Record<string, number>> = { M: 1, G: 1024, T: 1024 ** 2 };

/** Less does not hold what a jail itself is made of. */
const leastMiB = 16;

/** What a size has to be like, for messages. @internal */
export const jailDiskForm = "a size of at least '16M', such as '512M' or '2G'";

/** A size as Juju writes it, in bytes; `undefined` where it is none, or too small. @internal */
export function jailDiskBytes(size: unknown): number | undefined {
  if (typeof size !== 'string') return undefined;
  const [, count = '', unit = ''] = /^([1-9]\d{0,5})([MGT])$/.exec(size) ?? [];
  const mebibytes = Number(count) * (unitsOf[unit] ?? 0);
  return mebibytes < leastMiB ? undefined : mebibytes * mebibyte;
}
