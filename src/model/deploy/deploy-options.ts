import { load } from 'js-yaml';
import { JujuError, notValid } from '../../errors';
import { isRecord } from '../../is-record';
import { messageOf } from '../../message-of';
import type { CallLimits } from '../calls/call-limits';
import { parseBase } from '../charm/charm-bases';
import { type ConfigInput, configTexts } from '../settings/config-values';
import type { ConstraintsInput } from '../settings/constraints';
import type { ResourceInput } from '../resources/resource-input';
import type { Base } from '../status/status';
import type { StorageInput } from '../storage/storage-directive';
import type { DeviceInput } from './directives';

/** How to deploy a charm. @public */
export interface DeployOptions extends CallLimits {
  /** The application's name. Default: the charm's. */
  readonly name?: string;
  /** How many units, 0 or more. Default: 1; a subordinate has none of its own. */
  readonly units?: number;
  /** Values for the charm's options: an object, or YAML text of one, which may be keyed by the application's name. */
  readonly config?: Readonly<Record<string, ConfigInput>> | string;
  /** What its machines or pods must be like: `'mem=8G cores=2'`, or an object. */
  readonly constraints?: ConstraintsInput;
  /** The architecture; the same as the constraint `arch`. */
  readonly arch?: string;
  /** The operating system: `'ubuntu@22.04'`. Default: the charm's first, else the model's `default-base`. */
  readonly base?: string | Base;
  /** Of a charm of Charmhub: `'latest/stable'`, `'14/edge'`, `'edge'`. Default: `'latest/stable'`. */
  readonly channel?: string;
  /** Of a charm of Charmhub: exactly this revision. The channel is needed too: it counts for refreshes. */
  readonly revision?: number;
  /**
   * What its resources shall be, by name. A resource of a local charm that is not named stays empty, one of a charm of
   * Charmhub is taken from there.
   */
  readonly resources?: Readonly<Record<string, ResourceInput>>;
  /** Let the charm use the cloud's credential, as `--trust` does. Default: `false`. */
  readonly trust?: boolean;
  /** Where to put the units, one place for each: `'3'`, `'lxd:3'`, `'zone=a'`. Not on Kubernetes. */
  readonly to?: string | readonly string[];
  /** Its storage by the charm's names: `'ebs,2,10G'` (pool, count and size in any order), or an object. */
  readonly storage?: Readonly<Record<string, StorageInput>>;
  /** Its devices by the charm's names: `'2,nvidia.com/gpu,model=a'`, or an object. On Kubernetes only. */
  readonly devices?: Readonly<Record<string, DeviceInput>>;
  /** The space of its endpoints: one name for all, or by endpoint, with `''` for those that are not named. */
  readonly bind?: string | Readonly<Record<string, string>>;
  /** Storage that is there already and shall belong to its one unit: `'data/0'`. */
  readonly attachStorage?: string | readonly string[];
  /** Deploy it even where the charm says that it does not support the base. */
  readonly force?: boolean;
}

/** @internal */
export const deployKeys: readonly (keyof DeployOptions)[] = [
  'name',
  'units',
  'config',
  'constraints',
  'arch',
  'base',
  'channel',
  'revision',
  'resources',
  'trust',
  'to',
  'storage',
  'devices',
  'bind',
  'attachStorage',
  'force',
  'signal',
  'timeout',
];

const validName = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/;

/** @internal */
export function applicationName(name: unknown): string {
  if (typeof name === 'string' && validName.test(name)) return name;
  throw notValid(
    `${JSON.stringify(name)} is no name for an application: small letters, digits and single dashes, beginning with a ` +
      'letter, and no part of it all digits',
  );
}

/** @internal */
export function unitCount(units: unknown): number {
  if (Number.isSafeInteger(units) && (units as number) >= 0) return units as number;
  throw new TypeError(`units must be a whole number of units, 0 or more; got ${JSON.stringify(units)}`);
}

/** @internal */
export function givenBase(base: string | Base): Base {
  const parsed = parseBase(typeof base === 'string' ? base : `${base.name}@${base.channel}`);
  if (parsed) return parsed;
  throw notValid(`base must be written as "ubuntu@22.04"; got ${JSON.stringify(base)}`);
}

/**
 * Values for options, whichever way they were given.
 *
 * @throws JujuError for text that is no YAML of options, and for values that are none
 * @internal
 */
export function configValues(
  config: DeployOptions['config'] = {},
  application: string,
): Record<string, ConfigInput> {
  const values = typeof config === 'string' ? fromYaml(config, application) : config;
  // Only checked here: each of the two ways of deploying has a form of its own for them.
  configTexts(values, `application ${application}`);
  return { ...values };
}

function fromYaml(text: string, application: string): Readonly<Record<string, ConfigInput>> {
  let content: unknown;
  try {
    content = load(text);
  } catch (cause) {
    const words = messageOf(cause);
    throw new JujuError(`The configuration of application ${application} is not YAML: ${words}`, {
      code: 'not valid',
      cause,
    });
  }
  if (content === undefined || content === null) return {};
  if (!isRecord(content)) {
    throw notValid(
      `The configuration of application ${application} must be a mapping of options and values; it is ${JSON.stringify(content)}`,
    );
  }
  const own = content[application];
  return (isRecord(own) ? own : content) as Readonly<Record<string, ConfigInput>>;
}

/**
 * Spaces by endpoint, as Juju takes them.
 *
 * @internal
 */
export function bindings(bind: DeployOptions['bind']): Record<string, string> | undefined {
  if (bind === undefined) return undefined;
  if (typeof bind !== 'string') return { ...bind };
  const parts = bind.split(/\s+/).filter((part) => part !== '');
  return Object.fromEntries(
    parts.map((part) => (part.includes('=') ? (part.split('=', 2) as [string, string]) : ['', part])),
  );
}
