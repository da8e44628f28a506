import type { StatusPredicate } from '../../src/model/predicates/status-predicate';
import type { Predicate, Verdict } from '../../src/model/waiting/predicate';
import { type ApplicationSketch, type Sketch, statusOf } from './model-status';

/** What a predicate says of a sketched model: `ok`, then its reasons. */
export function said(predicate: StatusPredicate, sketch: Sketch): string[] {
  return lines(predicate(statusOf(sketch)));
}

/** The same of one that takes its time. */
export async function saidLater(predicate: Predicate, sketch: Sketch): Promise<string[]> {
  return lines((await predicate(statusOf(sketch))) as Verdict);
}

/** A model of which only the applications matter. */
export function having(applications: Readonly<Record<string, ApplicationSketch>>): Sketch {
  return { applications };
}

function lines({ ok, reasons }: Verdict): string[] {
  return [ok ? 'ok' : 'not ok', ...reasons.map(({ entity, why }) => `${entity}: ${why}`)];
}
