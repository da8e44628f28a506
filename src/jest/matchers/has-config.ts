import type { Predicate } from '../../model/waiting/predicate';
import { checkValues, whyNotMatching } from './matching-values';
import type { Subject } from './subject';

/** An application has these values among those of its charm's options, defaults included. @internal */
export function hasConfig({ entity, name }: Subject, wanted: unknown): Predicate {
  checkValues(wanted, 'toHaveConfig');
  const predicate: Predicate = async () => {
    const actual = 'getConfig' in entity ? await entity.getConfig() : {};
    const missing = whyNotMatching(actual, wanted, 'option');
    const ok = missing.length === 0;
    return { ok, reasons: ok ? [{ entity: name, why: 'has that config' }] : missing };
  };
  return Object.assign(predicate, { label: `${name} to have config` });
}
