import { JujuError } from '../../errors';

const risks = ['stable', 'candidate', 'beta', 'edge'];

/** Refuses what is no channel of Charmhub: `stable`, `14`, `14/edge`, `14/edge/branch`. @internal */
export function checkChannel(channel: unknown): void {
  if (channel === undefined) return;
  const parts = typeof channel === 'string' ? channel.split('/') : [];
  const isChannel =
    parts.length > 0 &&
    parts.length <= 3 &&
    parts.every((part) => /^[\w.+-]+$/.test(part)) &&
    (parts.length === 1 ||
      risks.includes(parts[1] ?? '') ||
      (parts.length === 2 && risks.includes(parts[0] ?? '')));
  if (isChannel) return;
  throw new JujuError(
    `channel must be such as "stable", "14", "14/edge" or "14/edge/branch"; got ${JSON.stringify(channel)}`,
    { code: 'not valid' },
  );
}

/** A channel in the parts of a charm's origin. @internal */
export function channelParts(channel = 'stable'): {
  readonly track: string;
  readonly risk: string;
  readonly branch?: string;
} {
  const parts = channel.split('/');
  const [first = ''] = parts;
  const [track, risk = 'stable', branch] = risks.includes(first) ? ['', ...parts] : parts;
  return { track: track ?? '', risk, ...(branch !== undefined && { branch }) };
}
