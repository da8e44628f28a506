import { formatDuration } from '../../duration';
import { hideSecrets } from '../hide-secrets';
import type { Reason } from './judgement';
import type { UnhappyEnd } from './wait-error';
import { hiddenReasons, stoppedReport } from './wait-report';

/** A wait that somebody else has put an end to, as Jest does to a test that takes too long. @internal */
export interface StoppedWait {
  /** `controller:model`. */
  readonly model: string;
  /** `web to be idle (status: active)`. */
  readonly waitingFor: string;
  readonly elapsedMs: number;
  readonly notReady: readonly Reason[];
  /** All of it for people, as the error of a wait has it, but for the status and the debug-log. */
  readonly text: string;
}

/** What there is to know of a wait that is stopped, without what looks like a secret. @internal */
export function stoppedWait(
  { fullName: model }: { readonly fullName: string },
  { goal }: { readonly goal: string },
  end: UnhappyEnd,
): StoppedWait {
  const elapsedMs = Math.round(end.elapsedMs);
  const waitingFor = hideSecrets(goal);
  const notReady = hiddenReasons(end.judgement.reasons);
  const headline = `Stopped after ${formatDuration(elapsedMs)} of waiting for ${waitingFor} in ${model}`;
  const text = hideSecrets(`${headline}\n${stoppedReport(end, notReady)}`);
  return { model, waitingFor, elapsedMs, notReady, text };
}

/** The same in one line. @internal */
export function stoppedLine({ text, notReady: [first, ...others] }: StoppedWait): string {
  const [headline = ''] = text.split('\n');
  const more = others.length > 0 ? `; and ${String(others.length)} more` : '';
  return `${headline}: ${first ? `${first.entity} ${first.why}${more}` : 'no status yet'}`;
}
