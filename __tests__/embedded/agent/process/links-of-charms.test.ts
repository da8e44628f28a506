import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addStorage } from '../../../../src/embedded/state/add-storage';
import type { Executing } from '../../../support/executed-charms';
import { startExecuting, startJailed } from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

const about = `name: web
type: charm
summary: Has files.
description: Does nothing by itself.
base: ubuntu@24.04
platforms: { amd64: }
storage: { data: { type: filesystem, multiple: { range: 0- } } }
resources: { page: { type: file, filename: page.html } }
`;

let folder: string;
let outside: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'links-'));
  outside = join(folder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'victim'), 'untouched');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A charm, as a folder. */
function charmOf(name: string, files: Record<string, string>): string {
  const charm = join(folder, name);
  for (const [path, text] of Object.entries({ 'charmcraft.yaml': about, ...files })) {
    mkdirSync(join(charm, path, '..'), { recursive: true });
    writeFileSync(join(charm, path), text);
  }
  writeFileSync(join(charm, 'dispatch'), '#!/bin/sh\ntrue\n', { mode: 0o755 });
  return charm;
}

async function deployed(it: Executing | undefined, charm: string): Promise<Executing | undefined> {
  it?.model.deploy({ application: 'web', charmUrl: await it.upload(charm), numUnits: 1 });
  await it?.settled();
  return it;
}

async function refresh(it: Executing, charm: string): Promise<void> {
  it.model.setCharm('web', { charmUrl: await it.upload(charm) });
  await it.until('the charm is upgraded', () =>
    it.log('web/0').some((line) => line.includes('upgrade-charm')),
  );
  await it.settled();
}

function attachPage({ model }: Executing): void {
  const nothing = { id: 'one', revision: 0, fingerprint: '', size: 0, username: '', timestamp: undefined };
  model.application('web').resources.set('page', {
    ...{ name: 'page', type: 'file', path: 'page.html', description: '', origin: 'upload' },
    ...{ ...nothing, content: undefined },
  });
  const upload = { content: Buffer.from('hello'), filename: 'page.html', username: 'admin' };
  model.attachResource('web', 'page', upload);
}

const expectUntouched = () => {
  expect(readdirSync(outside)).toEqual(['victim']);
  expect(readFileSync(join(outside, 'victim'), 'utf8')).toBe('untouched');
};

describe.each([
  ['packed', false],
  ['from its sources', true],
])('an upgrade of a charm, %s', (_name, fromSources) => {
  test('follows no link that the charm has made of a folder, and puts the new one’s folder there', async () => {
    const old = charmOf('old', { 'lib/victim': 'old', 'conf/site': 'old', 'conf/victim': 'old' });
    const start = () =>
      startExecuting(fromSources ? { charms: { web: { source: join(folder, 'old') } } } : {});
    const it = await deployed(await start(), old);
    if (it === undefined) return;
    await it.exec(
      'web/0',
      `rm -r lib conf && ln -s ${outside} lib && ln -s ${outside} conf && ln -sf ${outside}/made metadata.yaml`,
    );
    rmSync(old, { recursive: true });
    await refresh(it, charmOf('old', { 'lib/evil': 'new' }));

    expectUntouched();
    const charm = it.charmDir('web/0');
    expect(readdirSync(join(charm, 'lib'))).toEqual(['evil']);
    expect(readFileSync(join(charm, 'metadata.yaml'), 'utf8')).toContain('name: web');
  });
});

test('a charm in a jail cannot let us write beyond its folder, wherever it puts links', async () => {
  const it = await deployed(await startJailed(), charmOf('web', {}));
  if (it === undefined) return;
  const tried = await it.exec(
    'web/0',
    `cd ../..
     for each in juju-exe[c] debug agent.socket storage resources unit-web-0 new; do
       { rm -rf $each || [ ! -e $each ]; } 2>/dev/null && ln -sfn ${outside} $each 2>/dev/null && echo "$each was replaced"
     done
     ln -s ${outside} storage/data; ln -s ${outside} storage/data-0; ln -s ${outside} resources/page; echo tried`,
  );
  expect(tried.output).toMatchObject({ stdout: 'tried\n' });
  attachPage(it);
  await it.settled();
  const [data] = addStorage(it.model, 'web/0', 'data', { pool: 'rootfs', size: 1, count: 1 });
  await it.until('the storage is attached', () => it.model.unit('web/0').local.storage.has(data?.id ?? ''));
  await it.settled();
  const id = data?.id ?? '';
  const made = await it.exec(
    'web/0',
    `echo row > "$(storage-get -s ${id} location)/rows" && ls ../../storage && page=$(resource-get page) && chmod +x "$page" && cat "$page"`,
  );

  expect(made.output).toMatchObject({ 'return-code': 0, stdout: 'data\ndata-0\nhello' });
  expectUntouched();
});
