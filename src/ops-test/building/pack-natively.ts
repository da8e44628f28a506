import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { localCharm } from '../../model/charm/local-charm';
import { fileError } from '../file-error';
import { programPath } from '../program-path';
import type { BuildScene } from './build-scene';
import type { CharmProject } from './charm-project';
import { placeFile } from './place-file';

/**
 * Whether a charm is packed without being built: on an embedded controller, whose charms do what is scripted for them,
 * nothing needs to be installed.
 *
 * @internal
 */
export function needsNoCharmcraft({ isEmbedded, env }: BuildScene, { isReactive }: CharmProject): boolean {
  return isEmbedded && programPath(isReactive ? 'charm' : 'charmcraft', env) === undefined;
}

/** Packs a charm's folder as it is. @internal */
export async function packNatively(scene: BuildScene, { folder, name }: CharmProject): Promise<string> {
  const { archive } = await localCharm({ path: folder }, scene.rootDir);
  const charms = await scene.folder('charms');
  const work = await mkdtemp(join(charms, '.native-'));
  try {
    const path = join(work, `${name}.charm`);
    await writeFile(path, archive).catch((cause: unknown) => {
      throw fileError(`The charm ${name} cannot be packed into ${charms}`, cause);
    });
    scene.report(
      `charm ${name} is packed as it is, without its dependencies: charmcraft is not installed, and the ` +
        'embedded controller needs none',
    );
    return await placeFile(path, charms);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
