import { stoppedLine } from '../../src/model/waiting/stopped-wait';
import type { ModelJournal } from '../../src/ops-test/model-journal';
import type { OpsTestHost } from '../../src/ops-test/ops-test-host';

/** A host that remembers what it was told: the stand-in for Jest's environment. */
export interface RecordingHost extends OpsTestHost {
  readonly lines: string[];
  /** Those of them that nobody must miss. */
  readonly warnings: string[];
  /** `intend main`, `created …`: what the journal was told, in order, with the model's name in place of its id. */
  readonly journaled: string[];
  /** Ends the running test, as Jest does when its time is up. */
  readonly test: AbortController;
}

export function recordingHost(host: Partial<OpsTestHost> = {}): RecordingHost {
  const lines: string[] = [];
  const warnings: string[] = [];
  const journaled: string[] = [];
  const test = new AbortController();
  return {
    lines,
    warnings,
    journaled,
    test,
    testPath: '/repo/test/web.test.ts',
    rootDir: process.cwd(),
    env: process.env,
    timeScale: 1,
    journal: recordingJournal(journaled),
    report: (line) => lines.push(line),
    warn(line) {
      lines.push(line);
      warnings.push(line);
    },
    stopped: (wait) => lines.push(stoppedLine(wait)),
    signal: () => test.signal,
    abort: (reason) => {
      throw new Error(reason);
    },
    ...host,
  };
}

function recordingJournal(entries: string[]): ModelJournal {
  const names = new Map<string, string>();
  const note = (what: string, id: string, rest = '') =>
    void entries.push(`${what} ${names.get(id) ?? 'a stranger'}${rest}`);
  return {
    intend({ id, modelName }) {
      names.set(id, modelName);
      note('intend', id);
      return Promise.resolve();
    },
    asked: (id) => note('asked', id),
    created: (id) => note('created', id),
    kept: (id, why) => note('kept', id, `: ${why}`),
    destroyed: (id) => note('destroyed', id),
    failed: (id) => note('failed', id),
    intendCloud({ id, cloudName }) {
      names.set(id, `cloud ${cloudName}`);
      note('intend', id);
      return Promise.resolve();
    },
    cloudAsked: (id) => note('asked', id),
    cloudAdded: (id) => note('added', id),
    cloudKept: (id, why) => note('kept', id, `: ${why}`),
    cloudRemoved: (id) => note('removed', id),
    cloudFailed: (id) => note('failed', id),
  };
}
