import type { LoggedError } from '../../src/model/logged-errors';
import { StatusPoller } from '../../src/model/status/status-poller';
import type { StoppedWait } from '../../src/model/waiting/stopped-wait';
import type { WaitScene } from '../../src/model/waiting/wait';
import { FakeClock } from './model-clock';
import { FakeSource } from './model-source';
import type { Sketch } from './model-status';

/** What a wait needs of a model, with a clock and a controller that a test moves. */
export class FakeScene implements WaitScene {
  readonly fullName = 'ctl:one';
  readonly clock = new FakeClock();
  readonly source: FakeSource;
  readonly poller: StatusPoller;
  readonly lines: string[] = [];
  readonly stoppedWaits: StoppedWait[] = [];
  errors: readonly LoggedError[] = [];
  logsAskedSince: (Date | undefined)[] = [];
  isConnectionOver = false;
  disconnects = 0;
  repeat: string | undefined;
  whyUnknown: WaitScene['whyUnknown'] = () => undefined;

  constructor(now?: Sketch) {
    this.source = new FakeSource(now);
    this.poller = new StatusPoller(this.source, this.clock);
  }

  isOver(): boolean {
    return this.isConnectionOver;
  }

  report(line: string): void {
    this.lines.push(line);
  }

  stopped(wait: StoppedWait): void {
    this.stoppedWaits.push(wait);
  }

  recentErrors(since: Date | undefined): Promise<readonly LoggedError[]> {
    this.logsAskedSince.push(since);
    return Promise.resolve(this.errors);
  }
}
