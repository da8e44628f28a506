import { absent, checkNames, either, statusPredicate, type StatusPredicate } from './status-predicate';

/** The unit leads its application. @internal */
export function leads(unit: string): StatusPredicate {
  checkNames([unit], 'leads');
  return statusPredicate('leads', [unit], ({ units, applications }) => {
    const found = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (!found) return absent(unit, units);
    if (found.leader) return either(unit, undefined, `leads ${found.application}`);
    const leader = applications[found.application]?.units.find((other) => units[other]?.leader);
    return either(unit, `does not lead ${found.application}: ${leader ?? 'nobody'} does`, '');
  });
}
