import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { JujuApiError, ProtocolError } from '../../src/juju/errors';
import { uploadCharm } from '../../src/juju/charm-upload';
import { Session } from '../../src/juju/session';
import { Cleanup } from '../support/juju-cleanup';
import { ClientData } from '../support/juju-client-data';
import { answer } from '../support/juju-discharger';
import { modelUuid, RawServer } from '../support/juju-raw-server';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const archive = Buffer.from('PK: not really a zip, and nobody looks');
const hash = createHash('sha256').update(archive).digest('hex').slice(0, 7);

type Route = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

async function opened(routes: { put?: Route; post?: Route }) {
  const server = cleanup.keep(await RawServer.start());
  const requests: { method: string; url: string; headers: IncomingMessage['headers'] }[] = [];
  server.onHttp = (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, headers });
    void request.toArray().then((chunks) => {
      const route = method === 'PUT' ? routes.put : routes.post;
      if (route) route(request, response, Buffer.concat(chunks as Buffer[]));
      else response.writeHead(404).end('404 page not found');
    });
  };
  const data = cleanup.keep(await ClientData.of([server]));
  const target = { store: data.store, controllerName: 'ctrl', modelUuid };
  return { requests, session: cleanup.keep(await Session.open(target, { env: {} })) };
}

test('a charm is put at its name and hash, and the controller’s URL counts', async () => {
  const bodies: Buffer[] = [];
  const { session, requests } = await opened({
    put: (_request, response, body) => {
      bodies.push(body);
      response.setHeader('Juju-Curl', 'local:web-3');
      answer(response, 200, { 'charm-url': 'local:web-3' });
    },
  });
  expect(await uploadCharm(session, { name: 'web', archive })).toBe('local:web-3');
  expect(bodies).toEqual([archive]);
  expect(requests).toMatchObject([
    {
      method: 'PUT',
      url: `/model-${modelUuid}/charms/web-${hash}`,
      headers: {
        'content-type': 'application/zip',
        'juju-curl': 'local:web-0',
        'content-length': String(archive.length),
      },
    },
  ]);
});

test('the URL may be in the body alone', async () => {
  const { session } = await opened({
    put: (_request, response) => answer(response, 200, { 'charm-url': 'local:web-4' }),
  });
  expect(await uploadCharm(session, { name: 'web', archive, revision: 4 })).toBe('local:web-4');
});

test.each([404, 405])(
  'a controller that answers %i to the new route is given the charm by the old one',
  async (status) => {
    const { session, requests } = await opened({
      put: (_request, response) => response.writeHead(status).end('no such route'),
      post: (_request, response) => answer(response, 200, { 'charm-url': 'local:web-7' }),
    });
    expect(await uploadCharm(session, { name: 'web', archive, revision: 2 })).toBe('local:web-7');
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `PUT /model-${modelUuid}/charms/web-${hash}`,
      `POST /model/${modelUuid}/charms?schema=local&series=&revision=2`,
    ]);
  },
);

test('any other refusal is final', async () => {
  const { session, requests } = await opened({
    put: (_request, response) => answer(response, 400, { error: 'bad charm', 'error-code': 'bad request' }),
  });
  await expect(uploadCharm(session, { name: 'web', archive })).rejects.toMatchObject({ code: 'bad request' });
  expect(requests).toHaveLength(1);
});

test('when no route is known, the first refusal is told', async () => {
  const { session } = await opened({
    put: (_request, response) => answer(response, 404, { error: 'model is gone', 'error-code': 'not found' }),
  });
  const error: unknown = await uploadCharm(session, { name: 'web', archive }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({ text: 'model is gone [HTTP 404]', facade: 'PUT' });
});

test('a controller that says no URL has not answered', async () => {
  const { session } = await opened({ put: (_request, response) => response.end() });
  await expect(uploadCharm(session, { name: 'web', archive })).rejects.toThrow(ProtocolError);
});

test('a charm needs a model', async () => {
  const sender = { http: () => Promise.reject(new Error('never')) };
  await expect(uploadCharm(sender, { name: 'web', archive })).rejects.toThrow(
    'A charm is uploaded to a model',
  );
});
