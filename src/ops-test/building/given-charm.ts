import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { charmMetadata } from '../../model/charm/charm-metadata';
import { readArchive } from '../../model/charm/read-archive';
import { CharmError } from '../../model/errors';
import type { BuildScene } from './build-scene';
import type { CharmProject } from './charm-project';

/**
 * The packed charm that the option `charmFile` gives for a charm that is to be built.
 *
 * @returns `undefined` where it gives none for this charm
 * @throws CharmError where the file is missing, is no charm, or was named for another charm than it is
 * @internal
 */
export async function givenCharm(scene: BuildScene, project: CharmProject): Promise<string | undefined> {
  const { charmFile } = scene.options;
  if (charmFile === undefined) return undefined;
  const isForAll = typeof charmFile === 'string';
  const given = isForAll ? charmFile : charmFile[project.name];
  if (given === undefined) return undefined;
  const path = resolve(scene.rootDir, given);
  const name = await nameIn(path, given);
  if (name === project.name) {
    scene.report(`charm ${name}: taken from ${given}, not packed (option charmFile)`);
    return path;
  }
  if (!isForAll) {
    throw new CharmError(
      `The option charmFile gives ${given} for the charm ${project.name}, but that is the charm ${name}`,
      given,
    );
  }
  scene.report(`charm ${project.name} is packed: the option charmFile gives only ${name}`);
  return undefined;
}

async function nameIn(path: string, given: string): Promise<string> {
  const archive = await readFile(path).catch((cause: unknown) => {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? `there is no ${path}` : message;
    throw new CharmError(`The packed charm of the option charmFile cannot be read: ${why}`, given, {
      code: code === 'ENOENT' ? 'not found' : 'not valid',
      cause,
    });
  });
  return charmMetadata(await readArchive(archive, given), given).name;
}
