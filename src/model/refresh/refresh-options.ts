import type { Duration } from '../../duration';
import { JujuError } from '../../errors';
import type { CallLimits } from '../calls/call-limits';
import type { CharmSource } from '../charm/charm-path';
import type { ResourceInput } from '../resources/resource-input';
import type { Base } from '../status/status';

/** How to refresh an application. Without `path` and `switch` its charm of Charmhub is taken anew. @public */
export interface RefreshOptions extends CallLimits {
  /** A local charm of the same name: a `.charm` file or a folder. */
  readonly path?: CharmSource;
  /** Another charm than before: a name of Charmhub, or a path. */
  readonly switch?: CharmSource;
  /** Of Charmhub. Default: the one that the application follows. */
  readonly channel?: string;
  /** Of Charmhub: exactly this one. Default: the newest of the channel; what runs now is never asked for again. */
  readonly revision?: number;
  /** What resources shall be from now on, by name; the others stay, or follow Charmhub as they did. */
  readonly resources?: Readonly<Record<string, ResourceInput>>;
  /** The operating system that the charm is taken for. Juju 4 allows no other than before without `force`. */
  readonly base?: string | Base;
  /** Refresh units in error too, and to a charm that does not support their base. */
  readonly force?: boolean;
  /** Resolve only when all units run the charm. Default: `true`. */
  readonly wait?: boolean;
  /** When to stop waiting for that; the refresh goes on. Default: `'10m'`. */
  readonly timeout?: Duration;
}

/** @internal */
export const refreshKeys: readonly (keyof RefreshOptions)[] = [
  'path',
  'switch',
  'channel',
  'revision',
  'resources',
  'base',
  'force',
  'wait',
  'timeout',
  'signal',
];

/** Refuses what contradicts itself. @internal */
export function checkRefreshOptions(options: RefreshOptions): void {
  const { path, switch: other, channel, revision } = options;
  const both = (one: string, two: string) =>
    new JujuError(`refresh takes either "${one}" or "${two}", not both`, { code: 'not valid' });
  if (path !== undefined && other !== undefined) throw both('path', 'switch');
  if (path !== undefined && channel !== undefined) throw both('path', 'channel');
  if (path !== undefined && revision !== undefined) throw both('path', 'revision');
  if (other !== undefined && revision !== undefined) throw both('switch', 'revision');
  if (revision !== undefined && !(Number.isSafeInteger(revision) && revision >= 0))
    throw new TypeError(`revision must be a whole number, 0 or more; got ${JSON.stringify(revision)}`);
}
