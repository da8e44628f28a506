import { embeddedForJest, until } from './jest-embedded';
import { JestProject } from './jest-project';
import type { JestRun } from './jest-run';

/** Where runs die: a controller that outlives them, and what is left of them there. */
export function deathLab() {
  const lab = embeddedForJest();
  const project = (files: Readonly<Record<string, string>> = {}) =>
    JestProject.of('plain', { jujuData: lab.controller.jujuData, files });

  /** Waits until the run has so many models, with a test in each that waits for what never comes. */
  async function untilModels(run: JestRun, count: number): Promise<void> {
    await until(
      () => `${String(count)} models are there (${lab.live().join(', ')}), the run says: ${run.output}`,
      () => lab.live().length === count,
    );
  }

  /** What is there of a run when nothing is at work any more, or after a generous time. */
  async function leftBehind(plain: JestProject): Promise<{ models: string[]; ledgers: number }> {
    const look = async () => ({ models: lab.live(), ledgers: (await plain.ledgers()).length });
    await until(
      async () => JSON.stringify(await look()),
      async () => lab.live().length + (await plain.ledgers()).length === 0,
    );
    return look();
  }

  return { lab, project, untilModels, leftBehind };
}

export const nothingLeft = { models: [], ledgers: 0 };
