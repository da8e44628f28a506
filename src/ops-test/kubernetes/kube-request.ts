import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';

import { isRecord } from '../../is-record';
import { anySignal } from '../../model/calls/call-limits';
import type { ClusterAccess, ClusterCredential } from './cluster-access';
import { KubernetesError } from './errors';

/** How long one answer may take. */
const timeoutMs = 30_000;

/** No more of one answer is read. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Asks the API of a cluster. A credential that a plugin or a file gives is had anew when it has expired or is refused.
 *
 * @param path - `/apis/storage.k8s.io/v1/storageclasses`
 * @returns the text of the answer
 * @throws KubernetesError where it cannot be reached in 30 s, is not trusted or refuses; `code` is Kubernetes' reason
 * @internal
 */
export async function kubeRequest(
  access: ClusterAccess,
  path: string,
  signal?: AbortSignal,
): Promise<string> {
  const url = new URL(`${access.server}${path}`);
  const { renewal } = access;
  const credential = (await renewal?.current(signal)) ?? access.credential;
  const first = await answerOf(access, url, { credential, signal });
  const other = first.status === 401 ? await renewal?.otherThan(credential, signal) : undefined;
  const answer = other ? await answerOf(access, url, { credential: other, signal }) : first;
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  const { reason, message } = refusal(answer.text);
  throw new KubernetesError(
    `The API of ${access.from} at ${access.server} refuses ${url.pathname} (${String(answer.status)}): ${message}`,
    { code: reason },
  );
}

interface Question {
  readonly credential: ClusterCredential;
  readonly signal: AbortSignal | undefined;
}

async function answerOf(access: ClusterAccess, url: URL, { credential, signal }: Question): Promise<Answer> {
  const whole = anySignal(signal, AbortSignal.timeout(timeoutMs));
  try {
    return await ask(url, { ...optionsFor({ ...access, credential }), ...(whole && { signal: whole }) });
  } catch (cause) {
    const why = whole?.aborted && !signal?.aborted ? 'it did not answer in 30s' : (cause as Error).message;
    throw new KubernetesError(`The API of ${access.from} at ${access.server} cannot be asked: ${why}`, {
      cause,
    });
  }
}

/** The items of a list. @internal */
export async function kubeList(
  access: ClusterAccess,
  path: string,
  signal?: AbortSignal,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const parsed = await kubeObject(access, path, signal);
  return Array.isArray(parsed['items']) ? parsed['items'].filter(isRecord) : [];
}

/** One object. @internal */
export async function kubeObject(
  access: ClusterAccess,
  path: string,
  signal?: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await kubeRequest(access, path, signal);
  try {
    const parsed: unknown = JSON.parse(text);
    if (isRecord(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw new KubernetesError(`What answers at ${access.server} for ${access.from} is no Kubernetes API`);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function ask(url: URL, options: RequestOptions): Promise<Answer> {
  const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end();
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > mostBytes) break;
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
}

function optionsFor({ ca, skipTlsVerify, serverName, credential }: ClusterAccess): RequestOptions {
  return {
    // No connection outlives its answer.
    agent: false,
    headers: { accept: 'application/json, text/plain', ...authorization(credential) },
    rejectUnauthorized: !skipTlsVerify,
    ...(ca !== undefined && { ca }),
    ...(serverName !== undefined && { servername: serverName }),
    ...(credential.kind === 'certificate' && { cert: credential.certificate, key: credential.key }),
  };
}

function authorization(credential: ClusterCredential): Record<string, string> {
  switch (credential.kind) {
    case 'certificate':
      return {};
    case 'token':
      return { authorization: `Bearer ${credential.token}` };
    case 'password': {
      const pair = `${credential.username}:${credential.password}`;
      return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
    }
  }
}

/** Kubernetes answers with a `Status` of its own. */
function refusal(text: string): { readonly reason: string; readonly message: string } {
  try {
    const { reason, message } = JSON.parse(text) as { readonly reason?: unknown; readonly message?: unknown };
    if (typeof message === 'string') return { reason: typeof reason === 'string' ? reason : '', message };
  } catch {
    // It is no Kubernetes that speaks.
  }
  return { reason: '', message: text.trim().slice(0, 200) };
}
