import { type CommandResult, ProgramNotFoundError } from '../errors';
import type { BuildScene } from './build-scene';

/**
 * Runs a program of a build.
 *
 * @param advice - what to say where there is no such program
 * @throws ProgramNotFoundError
 * @internal
 */
export async function startProgram(
  scene: BuildScene,
  command: readonly string[],
  options: Parameters<BuildScene['run']>[1],
  advice: (missing: ProgramNotFoundError) => string,
): Promise<CommandResult> {
  try {
    return await scene.run(command, options);
  } catch (error) {
    if (!(error instanceof ProgramNotFoundError)) throw error;
    throw new ProgramNotFoundError(advice(error), error.program, { cause: error });
  }
}
