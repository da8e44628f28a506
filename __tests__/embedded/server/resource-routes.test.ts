import { createHash } from 'node:crypto';
import { RawClient, rawHttp } from '../../support/embedded-wire-client';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

const body = Buffer.from([0, 255, 128, 10, 13]);
const sha384 = (content: Buffer) => createHash('sha384').update(content).digest('hex');
const pageOf = (scene: Scene, application: string) =>
  `/model/${scene.model.uuid}/applications/${application}/resources/page`;
const headers = (more: object = {}) => ({
  'Content-Type': 'application/octet-stream',
  'Content-Sha384': sha384(body),
  'Content-Disposition': 'form-data; filename="page.html"',
  ...more,
});

async function pendingPage(scene: Scene): Promise<string> {
  const client = await RawClient.login(scene, { modelUuid: scene.model.uuid });
  const { 'pending-ids': ids } = await client.result('Resources', 3, 'AddPendingResources', {
    tag: 'application-shop',
    url: scene.charmUrl,
    'charm-origin': { source: 'local', type: 'charm', id: '', architecture: 'amd64' },
    resources: [{ name: 'page', type: 'file', path: 'page.html', origin: 'upload' }],
  });
  return (ids as unknown as string[])[0] ?? '';
}

const errorOf = (reply: { readonly body: Buffer }) =>
  (JSON.parse(reply.body.toString()) as { error?: object }).error;

describe.each(['3.6', '4.0'] as const)('Juju %s', (series) => {
  test('a resource goes up before its application is there, and comes back byte for byte', async () => {
    const scene = await startScene(series);
    const id = await pendingPage(scene);

    const up = await rawHttp(scene, 'PUT', `${pageOf(scene, 'shop')}?pendingid=${id}`, {
      headers: headers(),
      body,
    });
    scene.model.deploy({ application: 'shop', charmUrl: scene.charmUrl, resources: { page: id } });
    const down = await rawHttp(scene, 'GET', pageOf(scene, 'shop'));

    expect(up.status).toBe(200);
    const { resource } = JSON.parse(up.body.toString()) as { resource: Record<string, unknown> };
    expect(resource).toMatchObject({
      name: 'page',
      application: 'shop',
      id: series === '3.6' ? 'shop/page' : id,
      'pending-id': series === '3.6' ? id : '',
      fingerprint: createHash('sha384').update(body).digest('base64'),
      size: 5,
      username: 'admin',
    });
    expect(down.body.equals(body)).toBe(true);
    expect(down.headers['content-type']).toBe('application/octet-stream');
    expect(scene.model.pendingResources.size).toBe(0);
  });

  test('an application without the resource is told of as Juju does', async () => {
    const scene = await startScene(series);

    const up = await rawHttp(scene, 'PUT', pageOf(scene, 'web'), { headers: headers(), body });
    const down = await rawHttp(scene, 'GET', pageOf(scene, 'nothing'));

    expect(errorOf(up)).toEqual({
      message:
        series === '3.6' ? 'resource#web/page not found' : 'application "web", resource "page" not found',
      code: 'not found',
    });
    expect(down.status).toBe(404);
    expect(errorOf(down)).toMatchObject({ message: 'application "nothing" not found' });
  });

  test.each<[string, object, string]>([
    ['another type', { 'Content-Type': 'text/plain' }, 'unsupported content type "text/plain"'],
    ['no name', { 'Content-Disposition': 'form-data' }, 'missing filename in resource upload request'],
    ['a sum that is none', { 'Content-Sha384': 'abc' }, 'invalid fingerprint'],
    ['another sum', { 'Content-Sha384': sha384(Buffer.from('x')) }, 'hash mismatch'],
    [
      'another extension',
      { 'Content-Disposition': 'form-data; filename="page.txt"' },
      'incorrect extension on resource upload "page.txt", expected ".html"',
    ],
  ])('an upload with %s is refused, and nothing is kept of it', async (_, wrong, message) => {
    const scene = await startScene(series);
    const id = await pendingPage(scene);
    const path = `${pageOf(scene, 'shop')}?pendingid=${id}`;

    const reply = await rawHttp(scene, 'PUT', path, { headers: headers(wrong), body });

    expect(reply.status).toBe(500);
    expect(errorOf(reply)).toMatchObject({ message: expect.stringContaining(message) as string });
    expect(scene.model.pendingResources.get(id)?.resource.size).toBe(0);
  });

  test('a name in an encoded word is read', async () => {
    const scene = await startScene(series);
    const id = await pendingPage(scene);
    const encoded = `=?utf-8?b?${Buffer.from('größe.html').toString('base64')}?=`;
    const disposition = { 'Content-Disposition': `form-data; filename="${encoded}"` };

    const reply = await rawHttp(scene, 'PUT', `${pageOf(scene, 'shop')}?pendingid=${id}`, {
      headers: headers(disposition),
      body,
    });

    expect(reply.status).toBe(200);
  });

  test('an id that nobody gave out is refused', async () => {
    const scene = await startScene(series);

    const reply = await rawHttp(scene, 'PUT', `${pageOf(scene, 'shop')}?pendingid=9`, {
      headers: headers(),
      body,
    });

    expect(errorOf(reply)).toEqual({ message: 'pending resource "page" (9) not found', code: 'not found' });
  });
});
