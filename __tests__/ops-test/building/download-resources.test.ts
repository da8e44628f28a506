import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

import { Charmhub } from '../../../src/ops-test/building/charmhub';
import { CharmhubError } from '../../../src/ops-test/errors';
import type { OpsTestOptions } from '../../../src/ops-test/ops-test-options';
import { FakeCharmhub, type PublishedFile } from '../../support/ops-test-charmhub';
import { KubeApi } from '../../support/kube-api';
import { noDisks, onDisks } from '../../support/ops-test-disks';
import { Proxy } from '../../support/proxy';
import { until } from '../../support/ops-test-until';
import { failure, type Workshop, workshop } from '../../support/ops-test-tools';

let hub: FakeCharmhub;

beforeAll(async () => {
  hub = await FakeCharmhub.start();
});

afterEach(() => hub.reset());

afterAll(() => hub.close());

const content = Buffer.from('0123456789'.repeat(1000));

const etcd = {
  core: { content: Buffer.from(''), revision: 0 },
  etcd: { content: Buffer.from('a snap'), revision: 3 },
  snapshot: { content, revision: 0 },
};

/** A test file with a packed charm that has these resources, and a Charmhub that has the same. */
async function published(
  files: Readonly<Record<string, PublishedFile>> = etcd,
  options: OpsTestOptions = {},
  env: NodeJS.ProcessEnv = {},
): Promise<Workshop> {
  const here = workshop({ options: { charmhubUrl: hub.url, ...options }, env });
  hub.publish('etcd', files);
  const zip = new ZipFile();
  const resources = Object.keys(files).map((name) => `  ${name}: { type: file, filename: ${name}.bin }\n`);
  zip.addBuffer(Buffer.from(`name: etcd\nresources:\n${resources.join('')}`), 'metadata.yaml');
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(join(here.root, 'etcd.charm'))));
  return here;
}

const placeOf = ({ opsTest }: Workshop, name: string) =>
  join(opsTest.tmpPath, 'resources', name, `${name}.bin`);

describe('Charmhub client', () => {
  test('info parsed; request URL exactly `…/v2/charms/info/etcd?channel=latest%2Fedge&fields=default-release.resources`', async () => {
    hub.publish('etcd', etcd);

    const resources = await new Charmhub('etcd', 'latest/edge', `${hub.url}/`).resources(undefined);

    expect(hub.requests).toEqual([
      'GET /v2/charms/info/etcd?channel=latest%2Fedge&fields=default-release.resources',
    ]);
    expect(resources?.get('etcd')).toMatchObject({
      name: 'etcd',
      revision: 3,
      download: { size: 6, url: `${hub.url}/download/etcd` },
    });
  });

  test('exists true; HTTP 404 → exists false (no throw)', async () => {
    hub.publish('etcd', etcd);

    expect(await new Charmhub('etcd', 'edge', hub.url).resources(undefined)).toBeDefined();
    expect(await new Charmhub('none', 'edge', hub.url).resources(undefined)).toBeUndefined();
  });

  test('resource_map keys {core, etcd, snapshot} (3)', async () => {
    hub.publish('etcd', etcd);

    const resources = await new Charmhub('etcd', 'latest/edge', hub.url).resources(undefined);

    expect([...(resources?.keys() ?? [])]).toEqual(['core', 'etcd', 'snapshot']);
  });

  test('a charm that is released without resources has none', async () => {
    hub.answer(200, '{"name":"bare","default-release":{"resources":null}}');

    expect(await new Charmhub('bare', 'edge', hub.url).resources(undefined)).toEqual(new Map());
  });

  test.each<[number, string, string]>([
    [500, 'oops', 'it answered 500: oops'],
    [400, 'what?', 'it answered 400: what?'],
    [200, 'no JSON', 'is not valid JSON'],
    [200, '{"default-release":{"resources":{}}}', 'its answer has no list of resources'],
    [
      200,
      '{"default-release":{"resources":[{"name":"x"}]}}',
      'a resource in its answer has no name or no download',
    ],
  ])('an answer %i %j is a CharmhubError', async (status, text, message) => {
    hub.answer(status, text);

    const error = await failure(new Charmhub('etcd', 'edge', hub.url).resources(undefined));

    expect(error).toBeInstanceOf(CharmhubError);
    expect(error.message).toContain(`Charmhub cannot be asked about etcd (${hub.url}/v2/charms/info/etcd?`);
    expect(error.message).toContain(message);
    expect(hub.requests).toHaveLength(status === 500 ? 3 : 1);
  });

  test('a Charmhub that is not there is a CharmhubError that says why', async () => {
    const gone = await FakeCharmhub.start();
    const { url } = gone;
    await gone.close();

    const error = await failure(new Charmhub('etcd', 'edge', url).resources(undefined));

    expect(error).toBeInstanceOf(CharmhubError);
    expect(error.message).toContain('fetch failed: connect ECONNREFUSED');
  });
});

test('an address with a password is refused, without showing it', async () => {
  const here = await published(etcd, { charmhubUrl: 'http://me:topsecret@127.0.0.1:1' });

  const error = await failure(here.opsTest.downloadResources('etcd.charm'));

  expect(error).toBeInstanceOf(CharmhubError);
  expect(error.message).toBe('The option charmhubUrl must not hold a user name or a password');
});

test('a question that is not answered ends when the time is up', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const charmhubUrl = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
  const here = await published(etcd, { charmhubUrl });

  const error = await failure(here.opsTest.downloadResources('etcd.charm', { timeout: '200ms' }));

  expect(error).toMatchObject({ code: 'timeout' });
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

describe('downloadResources', () => {
  test("each resource's own `download.url` is fetched to `<tmp_path>/resources/<name>/<filename>`", async () => {
    const here = await published();

    const paths = await here.opsTest.downloadResources('etcd.charm');

    expect(paths).toEqual({
      core: placeOf(here, 'core'),
      etcd: placeOf(here, 'etcd'),
      snapshot: placeOf(here, 'snapshot'),
    });
    expect(readFileSync(placeOf(here, 'snapshot')).equals(content)).toBe(true);
    expect(readFileSync(placeOf(here, 'core'))).toHaveLength(0);
    expect(hub.requests[0]).toContain('?channel=edge&');
    expect(hub.requests.slice(1).sort()).toEqual([
      'GET /download/core',
      'GET /download/etcd',
      'GET /download/snapshot',
    ]);
    expect(readdirSync(dirname(placeOf(here, 'snapshot')))).toEqual(['snapshot.bin']);
  });

  test('what is downloaded while a script fails that builds other resources stays', async () => {
    const here = await published();
    const waits =
      'i=0\nwhile [ ! -e snapshot/snapshot.bin ] && [ $i -lt 200 ]; do sleep 0.02; i=$((i+1)); done\n';
    writeFileSync(join(here.root, 'bad'), `#!/bin/sh\ntouch bad.tgz\n${waits}exit 3\n`, { mode: 0o755 });
    const building = here.opsTest.buildResources('bad', { sudo: false });
    await until(() => existsSync(join(here.opsTest.tmpPath, 'resources/bad.tgz')));

    const paths = await here.opsTest.downloadResources('etcd.charm');

    expect(await building).toEqual([]);
    expect(Object.values(paths).filter((path) => !existsSync(path))).toEqual([]);
    expect(readdirSync(join(here.opsTest.tmpPath, 'resources')).sort()).toEqual(['core', 'etcd', 'snapshot']);
  });

  test('only the resources that are asked for, of a channel, by the name that the owner makes it', async () => {
    const here = await published();
    hub.publish('me-etcd', etcd);
    const { etcd: wanted } = await here.opsTest.charmFileResources('etcd.charm');
    if (!wanted) throw new Error('it has no resource etcd');

    const paths = await here.opsTest.downloadResources('etcd.charm', {
      owner: 'me',
      channel: '1/stable',
      resources: { etcd: wanted },
    });

    expect(Object.keys(paths)).toEqual(['etcd']);
    expect(hub.requests).toEqual([
      'GET /v2/charms/info/me-etcd?channel=1%2Fstable&fields=default-release.resources',
      'GET /download/etcd',
    ]);
  });

  test('Charmhub lacking the charm → an error that names it and the channel: the charm store to fall back to is no more', async () => {
    const here = await published();

    const error = await failure(here.opsTest.downloadResources('etcd.charm', { owner: 'nobody' }));

    expect(error).toBeInstanceOf(CharmhubError);
    expect(error).toMatchObject({
      code: 'not found',
      message: 'Cannot find nobody-etcd in Charmhub, channel edge',
    });
  });

  test('Charmhub lacking a resource → an error that names those that it has', async () => {
    const here = await published();
    hub.publish('etcd', { core: etcd.core });

    await expect(here.opsTest.downloadResources('etcd.charm')).rejects.toThrow(
      'Charmhub has no resource etcd of etcd in channel edge; it has: core',
    );
  });

  test('what is there and right is not downloaded again', async () => {
    const here = await published();
    await here.opsTest.downloadResources('etcd.charm');
    hub.requests.length = 0;

    await here.opsTest.downloadResources('etcd.charm');

    expect(hub.requests).toHaveLength(1);
  });

  test("two calls at once for the same file get in each other's way nowhere: one downloads it, both have it", async () => {
    const here = await published({ big: { content } });
    const twice = [
      here.opsTest.downloadResources('etcd.charm'),
      here.opsTest.downloadResources('etcd.charm'),
    ];

    expect(await Promise.all(twice)).toEqual([{ big: placeOf(here, 'big') }, { big: placeOf(here, 'big') }]);

    expect(readFileSync(placeOf(here, 'big')).equals(content)).toBe(true);
    expect(hub.requests.slice(2)).toEqual(['GET /download/big']);
    expect(readdirSync(dirname(placeOf(here, 'big')))).toEqual(['big.bin']);
  });

  test("who waits for another call's download ends with its own signal", async () => {
    const here = await published({ big: { content, stalls: true } });
    const giveUp = new AbortController();
    const first = failure(here.opsTest.downloadResources('etcd.charm', { timeout: '1m' }));
    const second = failure(here.opsTest.downloadResources('etcd.charm', { signal: giveUp.signal }));
    while (hub.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));

    giveUp.abort(new Error('enough'));

    expect((await second).message).toContain('enough');
    here.host.test.abort(new Error('the end'));
    await first;
  });

  test('a download that breaks off is gone on with where it broke off', async () => {
    const here = await published({ big: { content, breaksAfter: 4000, breaks: 2 } });

    await here.opsTest.downloadResources('etcd.charm');

    expect(hub.requests.slice(1)).toEqual([
      'GET /download/big',
      'GET /download/big 4000-',
      'GET /download/big 8000-',
    ]);
    expect(readFileSync(placeOf(here, 'big')).equals(content)).toBe(true);
  });

  test('with a server that gives no parts it begins again', async () => {
    const here = await published({ big: { content, breaksAfter: 4000, ignoresRange: true } });

    await here.opsTest.downloadResources('etcd.charm');

    expect(readFileSync(placeOf(here, 'big')).equals(content)).toBe(true);
  });

  test('without a hash it begins again, for nobody would see that two halves do not belong together', async () => {
    const says = { 'hash-sha-256': undefined };
    const here = await published({ big: { content, breaksAfter: 4000, says } });

    await here.opsTest.downloadResources('etcd.charm');

    expect(hub.requests.slice(1)).toEqual(['GET /download/big', 'GET /download/big']);
  });

  test.each([
    ['of another file', Buffer.from('x'.repeat(5000)), 1],
    ['longer than the file', Buffer.alloc(20_000), 1],
    ['as long as the file', Buffer.alloc(content.length), 0],
  ])('the beginning %s, left by a former try, is thrown away', async (_, left, resumed) => {
    const here = await published({ big: { content } });
    mkdirSync(dirname(placeOf(here, 'big')), { recursive: true });
    writeFileSync(`${placeOf(here, 'big')}.part`, left);

    await here.opsTest.downloadResources('etcd.charm');

    expect(readFileSync(placeOf(here, 'big')).equals(content)).toBe(true);
    expect(hub.requests.slice(1)).toHaveLength(1 + resumed);
  });

  test('a server that is overloaded is asked again', async () => {
    const here = await published({ big: { content, status: 503, times: 2 } });

    await here.opsTest.downloadResources('etcd.charm');

    expect(hub.requests.slice(1)).toHaveLength(3);
  });

  test.each<[string, PublishedFile, string, string]>([
    ['its size', { content, says: { size: 9999 } }, 'it has 10000 bytes, and should have 9999', 'not valid'],
    [
      'its hash',
      { content, says: { 'hash-sha-256': 'AB'.repeat(32) } },
      `and should be ${'ab'.repeat(32)}`,
      'not valid',
    ],
    ['a refusal', { content, status: 403 }, 'the server answered 403', 'failed'],
    ['a URL that leads nowhere', { content, status: 404 }, 'the server answered 404', 'not found'],
  ])(
    'a file that is not right by %s is an error, and nothing of it is left',
    async (_, file, message, code) => {
      const here = await published({ big: file });

      const error = await failure(here.opsTest.downloadResources('etcd.charm'));

      expect(error).toBeInstanceOf(CharmhubError);
      expect(error.message).toContain(message);
      expect(error.message).toMatch(/^Resource big .*http:\/\/127/s);
      expect(error).toMatchObject({ code });
      expect(readdirSync(dirname(placeOf(here, 'big')))).toEqual([]);
    },
  );

  test('a server that sends nothing any more is left when the time is up', async () => {
    const here = await published({ big: { content, stalls: true } });

    const error = await failure(here.opsTest.downloadResources('etcd.charm', { timeout: '300ms' }));

    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.message).toMatch(/^Resource big could not be downloaded from .*: the time is up$/);
  });

  test('a download ends with its signal, and with its test', async () => {
    const here = await published({ big: { content, stalls: true } });
    const downloading = failure(here.opsTest.downloadResources('etcd.charm'));
    here.host.test.abort(new Error('the test timed out'));

    expect(await downloading).toBeInstanceOf(CharmhubError);
    expect(await downloading).toMatchObject({
      code: 'aborted',
      message: expect.stringContaining('the test timed out') as string,
    });
  });

  test('a file name that leads out of the folder is refused', async () => {
    const here = await published();
    const { etcd: wanted } = await here.opsTest.charmFileResources('etcd.charm');
    if (!wanted) throw new Error('it has no resource etcd');

    await expect(
      here.opsTest.downloadResources('etcd.charm', {
        resources: { etcd: { ...wanted, filename: '../../evil' } },
      }),
    ).rejects.toThrow('The resource etcd of the charm at etcd.charm leads out of its folder: ../../evil');
  });

  test.each([
    [{ chanel: 'edge' }, 'downloadResources knows no option "chanel"'],
    [{ timeout: 'soon' }, 'timeout must be a duration'],
  ])('options %j are refused', async (options, message) => {
    await expect(workshop().opsTest.downloadResources('x', options as object)).rejects.toThrow(message);
  });
});

describe('behind a proxy', () => {
  test.each(['HTTP_PROXY', 'http_proxy'])(
    '%s: what is asked and downloaded goes through it',
    async (name) => {
      await using proxy = await Proxy.start();
      const env = { [name]: proxy.url.replace('//', '//me:topsecret@') };
      const here = await published({ big: { content, breaksAfter: 4000 } }, {}, env);

      await here.opsTest.downloadResources('etcd.charm');

      expect(readFileSync(placeOf(here, 'big')).equals(content)).toBe(true);
      const host = hub.url.replace('http://', '');
      expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT ${host}`]));
      expect(proxy.authorizations[0]).toBe(`Basic ${Buffer.from('me:topsecret').toString('base64')}`);
    },
  );

  test('NO_PROXY: what it names is asked directly', async () => {
    await using proxy = await Proxy.start();
    const env = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url, NO_PROXY: 'example.com,127.0.0.1' };
    const here = await published(etcd, {}, env);

    await here.opsTest.downloadResources('etcd.charm');

    expect(proxy.requests).toEqual([]);
    expect(hub.requests).toHaveLength(4);
  });

  test('HTTPS_PROXY: a tunnel is opened to what is asked by https, and the certificate there is checked', async () => {
    await using proxy = await Proxy.start();
    await using secure = await KubeApi.start();
    const here = await published(etcd, { charmhubUrl: secure.url }, { HTTPS_PROXY: proxy.url });

    const error = await failure(here.opsTest.downloadResources('etcd.charm'));

    expect(error.message).toMatch(/unable to|self-signed/);
    expect(secure.asked).toEqual([]);
    expect(proxy.requests[0]).toBe(`CONNECT ${secure.url.replace('https://', '')}`);
  });

  test('a proxy that refuses is an error that says so, without its password', async () => {
    await using proxy = await Proxy.start();
    proxy.refuses = 407;
    const env = { HTTP_PROXY: proxy.url.replace('//', '//me:topsecret@') };
    const here = await published(etcd, {}, env);

    const error = await failure(here.opsTest.downloadResources('etcd.charm'));

    expect(error).toBeInstanceOf(CharmhubError);
    expect(error.message).toContain('Proxy response (407)');
    expect(error.message).not.toContain('topsecret');
    expect(hub.requests).toEqual([]);
  });
});

(noDisks ? describe.skip : describe)(
  `on disks of their own${noDisks ? ` (skipped: ${noDisks})` : ''}`,
  () => {
    const disks = onDisks();

    test('a full disk is an error, which is not tried again, and gives its room back', async () => {
      const here = await published(
        { big: { content: Buffer.alloc(200_000, 'x') } },
        { baseTemp: disks.small },
      );

      const error = await failure(here.opsTest.downloadResources('etcd.charm'));

      expect(error).toBeInstanceOf(CharmhubError);
      expect(error.message).toMatch(/^Resource big could not be downloaded from .*: ENOSPC/);
      expect(hub.requests.slice(1)).toHaveLength(1);
      expect(readdirSync(dirname(placeOf(here, 'big')))).toEqual([]);
    });
  },
);
