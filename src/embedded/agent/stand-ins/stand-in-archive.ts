import { buffer } from 'node:stream/consumers';
import { dump } from 'js-yaml';
import { ZipFile } from 'yazl';
import type { CharmScript } from '../scripted/charm-script';

/** What Charmhub's charms of today are released for. */
const bases = ['24.04', '22.04', '20.04', '26.04'].map((channel) => ({
  name: 'ubuntu',
  channel,
  architectures: ['amd64', 'arm64', 'ppc64el', 's390x', 'riscv64'],
}));

/**
 * The charm that a stand-in's own words make: Juju's files, as if somebody had written them, for every base that Charmhub's
 * charms have. Its actions take any parameters.
 *
 * @internal
 */
export async function standInArchive(name: string, script: CharmScript): Promise<Buffer> {
  const { provides, requires, peers, config, subordinate, actions = {} } = script;
  const files: Record<string, object> = {
    'metadata.yaml': {
      name,
      summary: `A stand-in for ${name}`,
      description: `A script that speaks for ${name} in its relations. Nothing is behind it.`,
      ...(subordinate === true && { subordinate }),
      ...Object.fromEntries(
        Object.entries({ provides, requires, peers }).filter(([, endpoints]) => endpoints !== undefined),
      ),
    },
    'manifest.yaml': { bases },
    'config.yaml': { options: optionsOf(config) },
    'actions.yaml': Object.fromEntries(
      Object.keys(actions).map((action) => [action, { additionalProperties: true }]),
    ),
  };
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(dump(content)), path);
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'dispatch', { mode: 0o100_755 });
  zip.end();
  return await buffer(zip.outputStream);
}

function optionsOf(config: CharmScript['config'] = {}): object {
  return Object.fromEntries(
    Object.entries(config).map(([name, option]) => [name, { type: 'string', description: '', ...option }]),
  );
}
