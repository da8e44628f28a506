import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResourceInput } from '../../../src/model/resources/resource-input';
import { profiles, scripts, sceneFor } from '../../support/model-scene';
import { shopFiles, shopScript } from '../../support/model-shop';

const binary = Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256));
const sha384 = (content: Buffer) => createHash('sha384').update(content).digest('hex');

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { ...scripts, shop: shopScript } });
  let shop = '';
  beforeAll(async () => {
    shop = await scene().folder.charm('shop', shopFiles);
    await writeFile(join(scene().folder.path, 'page.html'), binary);
  });

  test('a file goes up byte for byte, and the charm has it', async () => {
    const model = await scene().model();

    const app = await model.deploy(shop, { resources: { page: './page.html', image: { image: 'nginx:1' } } });

    const { page, image } = await app.resources();
    expect(page).toEqual({
      name: 'page',
      type: 'file',
      filename: 'page.html',
      description: 'The front page.',
      origin: 'upload',
      revision: 0,
      fingerprint: sha384(binary),
      size: 512,
      timestamp: expect.any(Date) as Date,
      username: 'admin',
    });
    expect(image).toMatchObject({ type: 'oci-image', origin: 'upload' });
    await model.waitForIdle({ status: 'active' });
    const { results } = await app.runAction('greet', {});
    expect(results).toEqual({ page: binary.toString('hex') });
    const inside = scene().inside(model).application('shop');
    expect(inside.resources.get('image')?.content?.toString()).toBe(
      "registrypath: nginx:1\nusername: ''\npassword: ''\n",
    );
  });

  test('bytes go up under the name that the charm gives the file', async () => {
    const model = await scene().model();

    const app = await model.deploy(shop, { resources: { page: Buffer.from('ä€'), image: 'nginx:2' } });

    expect((await app.resources())['page']).toMatchObject({
      size: 5,
      fingerprint: sha384(Buffer.from('ä€')),
    });
    expect(scene().inside(model).application('shop').resources.get('image')?.content?.toString()).toContain(
      'registrypath: nginx:2\n',
    );
  });

  test('a resource that nobody gives is there, and empty', async () => {
    const model = await scene().model();

    const app = await model.deploy(shop, { resources: { page: './page.html' } });

    const { image } = await app.resources();
    expect(image).toMatchObject({ size: 0, fingerprint: '', username: '' });
    // Juju 3 has the time of the content, Juju 4 that of the record.
    expect(image?.timestamp === undefined).toBe(juju === '3.6');
  });

  test.each<[string, Record<string, ResourceInput>, string, string]>([
    [
      'a name that the charm does not have',
      { logo: './page.html' },
      'There is no resource "logo" in the charm shop. It has: page, image.',
      'not found',
    ],
    [
      'a file that is not there',
      { page: './nowhere.html' },
      'The resource "page" of the charm shop cannot be ./nowhere.html: that does not exist',
      'not found',
    ],
    ['a folder', { page: './shop' }, 'that is no file', 'not found'],
    [
      'a file of another kind',
      { page: './shop/charmcraft.yaml' },
      'is called "page.html", and "charmcraft.yaml" has another extension, which Juju refuses',
      'not valid',
    ],
    ['a revision', { page: 3 }, 'cannot be revision 3. Only Charmhub has revisions', 'not valid'],
    ['an image for a file', { page: { image: 'x' } }, 'is a file, not an image', 'not valid'],
    ['nothing', { page: null as unknown as string }, 'cannot be null', 'not valid'],
  ])('%s is refused before anything is uploaded', async (_, resources, message, code) => {
    const model = await scene().model();

    await expect(model.deploy(shop, { resources })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(scene().inside(model).charms.size).toBe(0);
    expect(scene().inside(model).pendingResources.size).toBe(0);
  });

  test('an attached resource reaches the units, and a wait that follows sees it', async () => {
    const model = await scene().model();
    const app = await model.deploy(shop, { resources: { page: './page.html', image: 'nginx:1' } });
    await model.waitForIdle({ status: 'active' });

    await app.attachResource('page', Buffer.from('<h1>new</h1>'));
    await model.waitForIdle();

    expect(app.units[0]?.workloadStatus.message).toBe('shows <h1>new</h1>');
    expect((await app.resources())['page']).toMatchObject({ size: 12 });
    const [unit] = scene().inside(model).application('shop').unitResources.get('shop/0')?.values() ?? [];
    expect(unit?.content?.toString()).toBe('<h1>new</h1>');
  });

  test('what cannot be attached is refused with what there is', async () => {
    const model = await scene().model();
    const app = await model.deploy(shop, { resources: { page: './page.html' } });

    await expect(app.attachResource('logo', './page.html')).rejects.toThrow(
      'There is no resource "logo" in the application shop. It has: page, image.',
    );
    await expect(app.attachResource('page', './nowhere.html')).rejects.toThrow('that does not exist');
  });
});
