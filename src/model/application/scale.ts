import { JujuError } from '../../errors';
import { onlyItemOf } from '../../juju/bulk';
import { applicationTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, Deadline } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import { isLeftBehind } from '../relation/left-behind';
import type { RemoveOptions } from '../remove';
import type { Status, UnitStatus } from '../status/status';
import type { Judge, Judgement } from '../waiting/judgement';

/** Makes an application of a Kubernetes model larger, or smaller by a negative number. @internal */
export function scaleBy(
  core: ModelCore,
  application: string,
  change: number,
  limits: CallLimits,
): Promise<void> {
  return sendScale(core, application, { scale: 0, 'scale-change': change }, limits);
}

/** Sets how many units an application of a Kubernetes model shall have, for people who say so. @internal */
export async function rescale(
  core: ModelCore,
  application: string,
  wanted: { readonly to: number } | { readonly by: number },
  limits: CallLimits,
): Promise<void> {
  if (core.info.type !== 'caas') {
    throw new JujuError(
      `${application} runs on machines, where units are added and removed one by one: use addUnits and removeUnits`,
      { code: 'not supported' },
    );
  }
  const number = 'to' in wanted ? wanted.to : wanted.by;
  if (!Number.isSafeInteger(number) || ('to' in wanted && number < 0))
    throw new TypeError(`The scale of ${application} must be a whole number; got ${JSON.stringify(number)}`);
  const command = { what: `${application} was scaled`, concerns: () => false, limits };
  await core.touching(command, async (_, left) => {
    const scale = 'to' in wanted ? { scale: number } : { scale: 0, 'scale-change': number };
    await sendScale(core, application, scale, left);
    return {};
  });
}

async function sendScale(
  core: ModelCore,
  application: string,
  scale: { readonly scale: number; readonly 'scale-change'?: number },
  limits: CallLimits,
): Promise<void> {
  const call = {
    facade: 'Application',
    request: 'ScaleApplications',
    version: core.session.facadeVersion('Application'),
  };
  const params = {
    applications: [{ 'application-tag': applicationTag(application), force: false, ...scale }],
  };
  onlyItemOf(call, await core.call<wire.ScaleApplicationResults>(call.facade, call.request, params, limits));
}

/** Takes units away from an application of a Kubernetes model; resolves when they are gone. @internal */
export async function scaleDown(
  core: ModelCore,
  application: string,
  count: number,
  { wait = true, timeout = '10m', signal }: RemoveOptions,
): Promise<void> {
  const deadline = new Deadline(core.clock, timeout);
  checkCount(count, 'removeUnits');
  if (core.info.type !== 'caas') {
    throw new JujuError(
      `Which units of ${application} are to go? On machines they are removed by name, such as "${application}/0"`,
      { code: 'not valid' },
    );
  }
  const command = {
    what: `${application} was made smaller`,
    concerns: (unit: UnitStatus, before: Status) =>
      isLeftBehind(unit, { units: lastUnits(application, count, before) }, before),
    limits: { signal, timeout },
  };
  const after = await core.touching(command, async (_, limits) => {
    await scaleBy(core, application, -count, limits);
    return { scaled: application };
  });
  const size = after.applications[application]?.scale;
  if (!wait || size === undefined) return;
  await core.wait(new SizeJudge(application, size), {
    signal,
    timeoutMs: deadline.leftMs,
  });
}

/** Those that Kubernetes takes away: the last ones. */
function lastUnits(application: string, count: number, { applications }: Status): readonly string[] {
  return (applications[application]?.units ?? []).slice(-count);
}

/** @internal */
export function checkCount(count: unknown, what: string): void {
  if (Number.isSafeInteger(count) && (count as number) > 0) return;
  throw new TypeError(`${what} needs a positive whole number of units; got ${JSON.stringify(count)}`);
}

/** When an application has no more units than that. */
class SizeJudge implements Judge {
  readonly goal: string;

  constructor(
    private readonly application: string,
    private readonly size: number,
  ) {
    this.goal = `${application} to have ${String(size)} units`;
  }

  observe({ applications }: Status): Judgement {
    const units = applications[this.application]?.units.length ?? 0;
    if (units <= this.size) return { done: true, reasons: [] };
    return { done: false, reasons: [{ entity: this.application, why: `${String(units)} units` }] };
  }
}
