import { join } from 'node:path';
import { charm, EmbeddedController } from '../../../src/embedded';

const fixtures = join(__dirname, '../../../fixtures/charms');
const files = join(fixtures, 'files');

describe('the charms that stand for Charmhub', () => {
  let controller: EmbeddedController;
  beforeAll(async () => {
    controller = await EmbeddedController.start({
      charms: { scripted: charm({ actions: { nothing: () => undefined } }) },
      charmhub: { files, web: [join(fixtures, 'web'), { path: join(fixtures, 'web'), revision: 9 }] },
    });
  });
  afterAll(() => controller.close());

  test('are there from the start, with revisions one after the other', () => {
    const { entries } = controller.charmhub;
    expect([...entries.keys()]).toEqual(['files', 'web']);
    const web = entries.get('web');
    expect(web?.kind === 'charm' && web.releases.map(({ revision }) => revision)).toEqual([1, 9]);
  });

  test('are asked for over plain HTTP by who asks Charmhub itself', async () => {
    const { url } = controller.charmhub;
    const model = controller.state.addModel({ name: 'one', owner: 'admin' });
    expect(model.config.entries().get('charmhub-url')).toEqual({ value: url, source: 'controller' });
    const fields = 'fields=default-release.revision.subordinate';
    const reply = await fetch(`${String(url)}/v2/charms/info/web?${fields}`);
    expect(await reply.json()).toMatchObject({
      name: 'web',
      'default-release': { revision: { revision: 9, subordinate: false } },
    });
    const missing = await fetch(`${String(url)}/v2/charms/info/nothing`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { 'error-list': [{ code: 'resource-not-found', message: "No charm or bundle with name 'nothing'." }] },
    ]);
    expect((await fetch(`${String(url)}/v2/charms/find`)).status).toBe(404);
  });

  test.each<[string, string, Parameters<EmbeddedController['charmhub']['add']>[1], string]>([
    ['a name that is none', 'Web', files, '"Web" is no name for a charm of Charmhub'],
    ['a path of nothing', 'x', '/nowhere', 'There is no charm at /nowhere, which "x" of Charmhub shall be'],
    [
      'no charm',
      'x',
      fixtures,
      `There is no charm at ${fixtures}, which "x" of Charmhub shall be: cannot read the charm: archive file "metadata.yaml" not found`,
    ],
    [
      'what nobody reads',
      'x',
      [files, { path: files, chanels: ['edge'] } as never],
      'charmhub.add("x", …) knows no option "chanels". Did you mean "channels"?',
    ],
    ['a channel that is none', 'x', { path: files, channels: ['a/b'] }, '"a/b" is no channel of Charmhub'],
    [
      'a resource that the charm does not have',
      'x',
      { path: files, resources: { logo: Buffer.from('x') } },
      'The charm "x" has no resource "logo". It has: none',
    ],
    ['a bundle of nothing', 'x', { bundle: '/nowhere' }, 'The bundle "x" of Charmhub cannot be read'],
    [
      'a bundle of a charm’s name',
      'web',
      { bundle: join(files, 'metadata.yaml') },
      '"web" is a charm; a bundle',
    ],
    ['a charm that its script does not fit', 'scripted', files, 'nothing'],
  ])('%s is refused', async (_, name, entry, message) => {
    await expect(controller.charmhub.add(name, entry)).rejects.toThrow(message);
    expect([...controller.charmhub.entries.keys()]).toEqual(['files', 'web']);
  });
});

test('a charm that is none ends the start, and leaves no port open', async () => {
  await expect(EmbeddedController.start({ charmhub: { x: '/nowhere' } })).rejects.toThrow(
    'There is no charm',
  );
});

test('without any there is no Charmhub at all', async () => {
  const controller = await EmbeddedController.start();
  expect(controller.charmhub.url).toBeUndefined();
  await controller.close();
});
