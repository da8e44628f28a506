import type { Status } from '../../src/model/status/status';
import type { StatusSource } from '../../src/model/status/status-poller';
import { type Sketch, statusOf } from './model-status';

interface Question {
  readonly previous: Status | undefined;
  readonly answer: (status: Status) => void;
  readonly fail: (error: Error) => void;
}

/** Where a poller gets its statuses from, answered by the test: at once with what it is set to, or by hand. */
export class FakeSource implements StatusSource {
  /** How often it was asked. */
  asked = 0;
  /** What it answers at once; without one, questions wait for {@link answer}. */
  now: Sketch | Error | undefined;
  #waiting: Question[] = [];

  constructor(now?: Sketch) {
    this.now = now;
  }

  fetch(previous: Status | undefined): Promise<Status> {
    this.asked += 1;
    if (this.now instanceof Error) return Promise.reject(this.now);
    if (this.now) return Promise.resolve(statusOf(this.now, previous));
    return new Promise((answer, fail) => this.#waiting.push({ previous, answer, fail }));
  }

  /** How many questions wait for an answer. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Answers the oldest question. */
  answer(answer: Sketch | Error): void {
    const question = this.#waiting.shift();
    if (!question) throw new Error('nobody asked');
    if (answer instanceof Error) question.fail(answer);
    else question.answer(statusOf(answer, question.previous));
  }
}
