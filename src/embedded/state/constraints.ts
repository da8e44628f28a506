import type { Constraints } from './machine-entities';

/** What a unit asks of its machine: the application's constraints over the model's. @internal */
export function mergeConstraints(model: Constraints, application: Constraints): Constraints {
  // An instance type says all that these say, so it does not inherit them.
  if (application.instanceType === undefined) return { ...model, ...application };
  const rest = { ...model };
  for (const key of ['cores', 'cpuPower', 'mem', 'rootDisk', 'arch'] as const)
    Reflect.deleteProperty(rest, key);
  return { ...rest, ...application };
}
