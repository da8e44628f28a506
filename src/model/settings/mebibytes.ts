const perMiB: Readonly<Record<string, number>> = { M: 1, G: 1024, T: 1024 ** 2, P: 1024 ** 3 };

/** A size in MiB, rounded up, from its number and one of the letters `M`, `G`, `T` and `P`. @internal */
export function mebibytes(amount: string, unit: string): number {
  return Math.ceil(Number(amount) * (perMiB[unit] ?? 1));
}
