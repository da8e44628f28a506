import { type AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:https';

import { serverCertificate, type ServerCertificate } from './juju-certificates';

/** A small Kubernetes API over TLS: answers what it was given, to whom it knows. */
export class KubeApi implements AsyncDisposable {
  /** What is answered, by path. */
  readonly answers = new Map<string, unknown>();
  /** `Authorization` headers that are let in; any where there is none. */
  readonly known = new Set<string>();
  /** What was asked: path with query, and the header. */
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[] = [];

  private constructor(
    readonly certificate: ServerCertificate,
    private readonly server: Server,
  ) {}

  static async start(): Promise<KubeApi> {
    const certificate = await serverCertificate({ dns: ['localhost'] });
    const server = createServer({ key: certificate.key, cert: certificate.cert });
    const api = new KubeApi(certificate, server);
    server.on('request', (request, response) => {
      const path = request.url ?? '';
      const { authorization } = request.headers;
      api.asked.push({ path, authorization });
      const answer = api.answers.get(path.replace(/\?.*/, ''));
      const isKnown = api.known.size === 0 || api.known.has(authorization ?? '');
      const status = !isKnown ? 401 : answer === undefined ? 404 : 200;
      const body =
        status === 200
          ? answer
          : { kind: 'Status', reason: 'Refused', message: `refused: ${String(status)}` };
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return api;
  }

  get url(): string {
    return `https://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** A kubeconfig with this cluster as its current context, `lab`. */
  kubeconfig(user: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const ca = Buffer.from(this.certificate.caCert).toString('base64');
    return {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me' } }],
      clusters: [{ name: 'lab', cluster: { server: this.url, 'certificate-authority-data': ca } }],
      users: [{ name: 'me', user }],
    };
  }

  forget(): void {
    this.answers.clear();
    this.known.clear();
    this.asked.length = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
