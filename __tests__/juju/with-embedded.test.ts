import { buffer } from 'node:stream/consumers';
import { EmbeddedController } from '../../src/embedded';
import { uploadCharm } from '../../src/juju/charm-upload';
import { resultsOf } from '../../src/juju/bulk';
import { ClientStore } from '../../src/juju/client-store';
import { AuthenticationError, ConnectionLostError, JujuApiError } from '../../src/juju/errors';
import { Session } from '../../src/juju/session';
import { cloudTag, modelTag, userTag } from '../../src/juju/tags';
import type { FullStatus, ModelInfo, ModelInfoResults, ModelStatusResults } from '../../src/juju/wire-types';
import { Cleanup, until } from '../support/juju-cleanup';
import { errorOf } from '../support/juju-session';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

type Series = '3.6' | '4.0';
const both: readonly Series[] = ['3.6', '4.0'];

async function start(juju: Series) {
  const controller = cleanup.keep(await EmbeddedController.start({ juju, timeScale: Infinity }));
  const store = new ClientStore(controller.jujuData);
  const open = async (modelUuid?: string) =>
    cleanup.keep(await Session.open({ store, controllerName: controller.name, modelUuid }));
  return { controller, store, open };
}

/** As `juju add-model` does it: whose the model is, is told in two ways. */
async function createModel(session: Session, name: string): Promise<ModelInfo> {
  const owner =
    session.facadeVersion('ModelManager') > 10 ? { qualifier: 'admin' } : { 'owner-tag': userTag('admin') };
  return await session.call<ModelInfo>('ModelManager', 'CreateModel', {
    name,
    ...owner,
    'cloud-tag': cloudTag('localhost'),
  });
}

test.each(both)(
  'a controller of Juju %s is logged in to, and its facades are spoken at their best',
  async (juju) => {
    const { controller, open } = await start(juju);
    const session = await open();
    expect(session).toMatchObject({
      controllerUuid: controller.uuid,
      userTag: 'user-admin',
      controllerAccess: 'superuser',
      serverVersion: expect.stringMatching(new RegExp(`^${juju}`)) as string,
    });
    expect(session.facadeVersion('ModelManager')).toBe(juju === '3.6' ? 10 : 11);
  },
);

test.each(both)('a model is made, looked at, and destroyed on Juju %s', async (juju) => {
  const { controller, open } = await start(juju);
  const session = await open();
  const { uuid } = await createModel(session, 'one');
  const entities = { entities: [{ tag: modelTag(uuid) }] };
  const call = {
    facade: 'ModelManager',
    request: 'ModelInfo',
    version: session.facadeVersion('ModelManager'),
  };
  const [info] = resultsOf(call, await session.call<ModelInfoResults>('ModelManager', 'ModelInfo', entities));
  expect(info).toMatchObject({ name: 'one', uuid, life: 'alive' });
  const status = await (await open(uuid)).call<FullStatus>('Client', 'FullStatus', { patterns: [] });
  expect(status.model).toMatchObject({ name: 'one', 'cloud-tag': 'cloud-localhost' });
  await session.call('ModelManager', 'DestroyModels', { models: [{ 'model-tag': modelTag(uuid) }] });
  await until(() => !controller.state.models.has(uuid), 'the end of the model');
  const { models } = await session.call<ModelStatusResults>('ModelManager', 'ModelStatus', entities);
  expect(models?.[0]?.error).toMatchObject({ code: 'not found' });
});

test.each(both)('a charm is uploaded to a model of Juju %s, and described', async (juju) => {
  const { open } = await start(juju);
  const { uuid } = await createModel(await open(), 'one');
  const session = await open(uuid);
  const url = await uploadCharm(session, { name: 'tiny', archive: await tinyCharm() });
  expect(url).toBe('local:tiny-0');
  const charm = await session.call('Charms', 'CharmInfo', { url });
  expect(charm).toMatchObject({ url, meta: { name: 'tiny', summary: 'small' } });
});

test.each(both)('a broken archive is refused by Juju %s with its own words', async (juju) => {
  const { open } = await start(juju);
  const { uuid } = await createModel(await open(), 'one');
  const session = await open(uuid);
  const error = await errorOf(uploadCharm(session, { name: 'broken', archive: Buffer.from('no zip') }));
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({ code: 'bad request' });
});

test('the debug-log of a model is read until its last line', async () => {
  const { controller, open } = await start('3.6');
  const { uuid } = await createModel(await open(), 'one');
  const session = await open(uuid);
  const { log } = controller.state.models.get(uuid) ?? { log: undefined };
  const entry = { entity: 'unit-web-0', level: 'INFO', module: 'unit.web/0', location: 'x.py:1' } as const;
  log?.append({ ...entry, timestamp: new Date(0), message: 'hello' });
  const lines: string[] = [];
  for await (const { tag, msg } of session.logStream({ replay: true, noTail: true }))
    lines.push(`${tag}: ${msg}`);
  expect(lines).toContain('unit-web-0: hello');
});

test('a read survives a dropped connection, and a write tells that it may have been applied', async () => {
  const { controller, open } = await start('3.6');
  const session = await open();
  controller.faults.drop({ method: 'ModelManager.ModelStatus', times: 1 });
  await session.call('ModelManager', 'ModelStatus', { entities: [] });
  controller.faults.drop({ method: 'ModelManager.CreateModel', times: 1, executed: true });
  const error = await errorOf(createModel(session, 'one'));
  expect(error).toBeInstanceOf(ConnectionLostError);
  expect(error.maybeApplied).toBe(true);
  expect([...controller.state.models.values()].map(({ name }) => name)).toContain('one');
});

test('a controller that restarts is waited for', async () => {
  const { controller, open } = await start('3.6');
  const session = await open();
  const restarted = controller.faults.restart({ downtime: 200 });
  await until(() => session.state === 'reconnecting', 'the break');
  await createModel(session, 'after');
  await restarted;
  expect(session.state).toBe('connected');
});

test('a wrong password is refused', async () => {
  const { controller, open, store } = await start('3.6');
  const { chmod, readFile, writeFile } = await import('node:fs/promises');
  const path = `${controller.jujuData}/accounts.yaml`;
  await chmod(path, 0o600);
  await writeFile(path, (await readFile(path, 'utf8')).replace(controller.password, 'wrong'));
  const error = await errorOf(open());
  expect(error).toBeInstanceOf(AuthenticationError);
  expect(error.message).toBe(
    `Controller "${controller.name}" does not let user "admin" in by a password: invalid entity name or password. ` +
      `Log in with \`juju login -c ${controller.name}\` and run again.`,
  );
  expect(store.directory).toBe(controller.jujuData);
});

/** The smallest charm that Juju takes. */
async function tinyCharm(): Promise<Buffer> {
  const { ZipFile } = await import('yazl');
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('name: tiny\nsummary: small\ndescription: d\n'), 'metadata.yaml');
  zip.addBuffer(
    Buffer.from('bases:\n- architectures: [amd64]\n  channel: "22.04"\n  name: ubuntu\n'),
    'manifest.yaml',
  );
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'dispatch', { mode: 0o100755 });
  zip.end();
  return await buffer(zip.outputStream);
}
