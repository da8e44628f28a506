import type * as wire from '../../src/juju/wire-types';
import { parseStatus } from '../../src/model/status/parse-status';
import type { Status } from '../../src/model/status/status';

/** A unit, but for what matters as usual: active, idle for a long time, alive. Times are in seconds. */
export interface UnitSketch {
  readonly agent?: string;
  readonly agentMessage?: string;
  readonly workload?: string;
  readonly message?: string;
  readonly since?: number;
  readonly life?: wire.Life;
  readonly machine?: string;
  readonly leader?: boolean;
  readonly charm?: string;
  readonly subordinates?: Readonly<Record<string, UnitSketch>>;
}

export interface ApplicationSketch {
  readonly status?: string;
  readonly message?: string;
  /** By number; a subordinate's are below the units that carry them. */
  readonly units?: readonly UnitSketch[] | Readonly<Record<number, UnitSketch>>;
  readonly life?: wire.Life;
  readonly scale?: number;
  readonly subordinateTo?: readonly string[];
  readonly charm?: string;
  readonly error?: string;
}

export interface MachineSketch {
  readonly agent?: string;
  readonly instance?: string;
  readonly message?: string;
  readonly containers?: Readonly<Record<string, MachineSketch>>;
}

export interface RelationSketch {
  /** `application:endpoint`. */
  readonly ends: readonly string[];
  readonly status?: string;
  readonly scope?: string;
}

export interface Sketch {
  /** The controller's time. */
  readonly at?: number;
  readonly type?: 'iaas' | 'caas';
  /** The model's own status. */
  readonly model?: string;
  readonly applications?: Readonly<Record<string, ApplicationSketch>>;
  readonly machines?: Readonly<Record<string, MachineSketch>>;
  readonly relations?: readonly RelationSketch[];
}

const epoch = Date.UTC(2026, 0, 1);
const longAgo = -3600;

/** A status of which only what matters is said. */
export function statusOf(sketch: Sketch, previous?: Status): Status {
  return parseStatus(wireStatus(sketch), previous);
}

/** The same as a controller would send it. */
export function wireStatus({
  at = 0,
  type = 'iaas',
  model = 'available',
  applications = {},
  machines = {},
  relations = [],
}: Sketch): wire.FullStatus {
  return {
    model: {
      name: 'one',
      type,
      'cloud-tag': 'cloud-localhost',
      region: 'localhost',
      version: '3.6.28',
      'available-version': '',
      'model-status': detailed(model, '', longAgo),
    },
    applications: mapped(applications, wireApplication),
    machines: mapped(machines, wireMachine),
    relations: relations.map(wireRelation),
    'remote-applications': null,
    offers: null,
    branches: null,
    'controller-timestamp': time(at),
  };
}

function wireApplication(name: string, sketch: ApplicationSketch): wire.ApplicationStatus {
  const units = Object.fromEntries(
    Object.entries(sketch.units ?? []).map(([number, unit]) => [`${name}/${number}`, wireUnit(unit)]),
  );
  return {
    charm: sketch.charm ?? `local:${name}-0`,
    'charm-version': '',
    'charm-profile': '',
    'charm-rev': 0,
    base: { name: 'ubuntu', channel: '22.04/stable' },
    exposed: false,
    life: sketch.life ?? '',
    relations: null,
    'can-upgrade-to': '',
    'subordinate-to': [...(sketch.subordinateTo ?? [])],
    units,
    status: detailed(sketch.status ?? 'active', sketch.message ?? '', longAgo),
    'workload-version': '',
    'endpoint-bindings': null,
    'public-address': '',
    ...(sketch.scale !== undefined && { int: sketch.scale }),
    ...(sketch.error !== undefined && { err: { message: sketch.error, code: '' } }),
  };
}

function wireUnit(sketch: UnitSketch): wire.UnitStatus {
  return {
    'agent-status': {
      ...detailed(sketch.agent ?? 'idle', sketch.agentMessage ?? '', sketch.since ?? longAgo),
      life: sketch.life ?? '',
    },
    'workload-status': detailed(sketch.workload ?? 'active', sketch.message ?? '', longAgo),
    'workload-version': '',
    machine: sketch.machine ?? '',
    'opened-ports': null,
    'public-address': '',
    charm: sketch.charm ?? '',
    subordinates: sketch.subordinates ? mapped(sketch.subordinates, (_, unit) => wireUnit(unit)) : null,
    leader: sketch.leader ?? false,
  };
}

function wireMachine(id: string, sketch: MachineSketch): wire.MachineStatus {
  return {
    'agent-status': detailed(sketch.agent ?? 'started', '', longAgo),
    'instance-status': detailed(sketch.instance ?? 'running', sketch.message ?? '', longAgo),
    'modification-status': detailed('idle', '', longAgo),
    'dns-name': '10.0.0.1',
    'instance-id': `juju-${id}`,
    'display-name': '',
    base: { name: 'ubuntu', channel: '22.04/stable' },
    id,
    containers: mapped(sketch.containers ?? {}, wireMachine),
    constraints: '',
    hardware: '',
    jobs: ['JobHostUnits'],
    'has-vote': false,
    'wants-vote': false,
  };
}

function wireRelation(
  { ends, status = 'joined', scope = 'global' }: RelationSketch,
  id: number,
): wire.RelationStatus {
  return {
    id,
    key: ends.join(' '),
    interface: 'sql',
    scope,
    endpoints: ends.map((end) => {
      const [application = '', name = ''] = end.split(':');
      return { application, name, role: 'requirer', subordinate: false };
    }),
    status: detailed(status, '', longAgo),
  };
}

function detailed(status: string, info: string, since: number): wire.DetailedStatus {
  return { status, info, data: {}, since: time(since), kind: '', version: '', life: '' };
}

function time(seconds: number): string {
  return new Date(epoch + seconds * 1000).toISOString();
}

function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  to: (name: string, value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(name, value)]));
}
