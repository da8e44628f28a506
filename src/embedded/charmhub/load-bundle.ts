import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import type { CharmhubBundle } from './options';

/** Reads a bundle, and packs it as Charmhub would give it away. @internal */
export async function loadBundle(
  name: string,
  { bundle }: CharmhubBundle,
): Promise<{ readonly yaml: string; readonly archive: Buffer }> {
  const yaml = await readFile(bundle, 'utf8').catch((cause: unknown) => {
    const words = messageOf(cause);
    throw new JujuError(`The bundle "${name}" of Charmhub cannot be read: ${words}`, { cause });
  });
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(yaml), 'bundle.yaml');
  // Juju's client takes no bundle without one.
  zip.addBuffer(Buffer.from(`# ${name}\n`), 'README.md');
  zip.end();
  return { yaml, archive: await buffer(zip.outputStream) };
}
