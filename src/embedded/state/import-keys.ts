import { createHash } from 'node:crypto';
import { ApiError, refused } from '../api-error';

/**
 * What Juju 3 answers about keys that it is to fetch without a network: how its `ssh-import-id` ended, and no more.
 *
 * @internal
 */
export function importKeyOfJuju3(): never {
  throw refused('exit status 1');
}

/**
 * What Juju 4 answers: one by one that it does not know a source; about the first that it knows, and cannot reach, an
 * error of the whole call.
 *
 * @returns an error for each source
 * @throws ApiError
 * @internal
 */
export function importKeysOfJuju4(user: string, sources: readonly string[]): ApiError[] {
  return sources.map((source) => {
    const [scheme = '', ...rest] = source.split(':');
    const service = services[scheme];
    if (service !== undefined) throw unreachable(user, source, { scheme, service, subject: rest.join(':') });
    return new ApiError(
      `cannot import from key source "${source}" for user "${user}", unknown source`,
      'unknown user public key source',
    );
  });
}

const services: Readonly<Record<string, string>> = {
  gh: 'github public keys',
  lp: 'launchpad authorised keys',
};

function unreachable(
  user: string,
  source: string,
  { scheme, service, subject }: { scheme: string; service: string; subject: string },
): ApiError {
  const uuid = uuidOf(user);
  const why =
    subject === '' || subject.startsWith('/')
      ? 'uri not valid, subject cannot be empty'
      : `fetching authorised keys for subject "${subject}" using resolver "${scheme}": ` +
        `getting ${service} for user "${subject}": the embedded controller has no network`;
  return refused(
    `cannot import keys from source "${source}" for user "${uuid}": ` +
      `importing public keys for user "${uuid}" using subject "${source}": ${why}`,
  );
}

/** Juju 4 has a UUID for each user, which shows nowhere but here. */
function uuidOf(user: string): string {
  const [, ...parts] =
    /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(createHash('sha256').update(user).digest('hex')) ?? [];
  return parts.join('-');
}
