/** `web/0` → `web`. @internal */
export const applicationOf = (unit: string): string => unit.slice(0, unit.lastIndexOf('/'));

/** `web/0` → 0. @internal */
export const numberOf = (unit: string): number => Number(unit.slice(unit.lastIndexOf('/') + 1));

/** Orders units by application, then by number: `web/2` before `web/10`. @internal */
export function byUnitNumber(a: string, b: string): number {
  const [first, second] = [applicationOf(a), applicationOf(b)];
  if (first === second) return numberOf(a) - numberOf(b);
  return first < second ? -1 : 1;
}

/** Orders machines and their containers by their numbers: `2`, `2/lxd/0`, `10`. @internal */
export function byMachineNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
