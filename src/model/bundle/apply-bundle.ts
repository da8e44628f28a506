import { JujuError } from '../../errors';
import { isRecord } from '../../is-record';
import { applicationTag, machineTag } from '../../juju/tags';
import { messageOf } from '../../message-of';
import { addUnits } from '../application/add-units';
import { setAnnotations } from '../settings/annotations';
import type { CallLimits } from '../calls/call-limits';
import { EntityNotFoundError } from '../errors';
import { expose, type ExposeTo } from '../application/expose';
import { integrate } from '../relation/integrate';
import type { ModelCore } from '../model-core';
import { addMachine } from '../machine/add-machine';
import { consume } from '../offers/consume';
import { createOffer, grantOffer } from '../offers/offers';
import type { Status } from '../status/status';
import type { BundleChange } from './bundle-plan';
import { type DeployStep, deployApplication } from './deploy-application';
import { findPresent, placeholderOf, type Present } from './placed-units';

/** What the steps need beside themselves. @internal */
export interface BundleScene extends DeployStep {
  readonly core: ModelCore;
  readonly left: () => CallLimits;
}

/** Does the steps of a plan, one after the other; what is there already stays as it is. @internal */
export async function applyBundle(scene: BundleScene, changes: readonly BundleChange[]): Promise<void> {
  const before = await scene.core.refresh(scene.left());
  const application = new BundleApplication(scene, before, findPresent(changes, before), changes);
  for (const change of changes) {
    try {
      await application.apply(change);
    } catch (error) {
      throw interrupted(change, scene.title, error);
    }
  }
}

class BundleApplication {
  /** Id of a step → the name or id of what it made. */
  readonly #results = new Map<string, string>();

  constructor(
    private readonly scene: BundleScene,
    private readonly before: Status,
    private readonly present: Present,
    private readonly changes: readonly BundleChange[],
  ) {}

  async apply(change: BundleChange): Promise<void> {
    const { id, method } = change;
    const made = await this.#methods[method]?.(change);
    if (made !== undefined) this.#results.set(id, made);
  }

  readonly #methods: Readonly<Record<string, (change: BundleChange) => Promise<string | undefined>>> = {
    // Charms go up with the applications that need them.
    addCharm: () => Promise.resolve(undefined),
    deploy: (change) => this.#deploy(change),
    addMachines: (change) => this.#addMachine(change),
    addUnit: (change) => this.#addUnit(change),
    addRelation: (change) => this.#addRelation(change),
    consumeOffer: (change) => this.#consume(change),
    createOffer: (change) => this.#createOffer(change),
    expose: (change) => this.#expose(change),
    grantOfferAccess: (change) => this.#grant(change),
    setAnnotations: (change) => this.#annotate(change),
  };

  async #deploy({ args }: BundleChange): Promise<string> {
    const charm = this.changes.find(({ id }) => id === placeholderOf(args['charm']));
    const name = String(args['application']);
    const { scene, before } = this;
    await deployApplication(
      scene,
      { ...charm?.args, ...args, charm: charm?.args['charm'] },
      before.applications[name],
    );
    return name;
  }

  async #addMachine({ id, args }: BundleChange): Promise<string | undefined> {
    const there = this.present.machines.get(id);
    if (there !== undefined || this.present.needless.has(id)) return there;
    const parent = args['parent-id'] === undefined ? undefined : await this.#machineOf(args['parent-id']);
    const { base, constraints, 'container-type': container } = args;
    const spec = parent === undefined ? container : `${String(container)}:${parent}`;
    return await addMachine(this.scene.core, {
      ...(typeof base === 'string' && { base }),
      ...(typeof constraints === 'string' && { constraints }),
      ...(typeof spec === 'string' && { spec }),
      ...this.scene.left(),
    });
  }

  async #addUnit({ id, args }: BundleChange): Promise<string | undefined> {
    const there = this.present.units.get(id);
    if (there !== undefined) return there;
    const to = args['to'] === undefined ? undefined : await this.#machineOf(args['to']);
    const options = { ...this.scene.left(), ...(to !== undefined && { to }) };
    const [unit] = await addUnits(this.scene.core, this.#text(args['application']), 1, options);
    return unit;
  }

  async #addRelation({ args }: BundleChange): Promise<undefined> {
    const ends: [string, string] = [this.#text(args['endpoint1']), this.#text(args['endpoint2'])];
    await integrate(this.scene.core, ends, this.scene.left());
  }

  async #consume({ args }: BundleChange): Promise<string> {
    const alias = String(args['application-name']);
    if (!Object.hasOwn(this.before.remoteApplications, alias))
      await consume(this.scene.core, String(args['url']), { alias, ...this.scene.left() });
    return alias;
  }

  async #createOffer({ args }: BundleChange): Promise<undefined> {
    const name = String(args['offer-name']);
    if (Object.hasOwn(this.before.offers, name)) return;
    const application = String(args['application']);
    const endpoints = (args['endpoints'] ?? []) as string[];
    await createOffer(this.scene.core, { application, endpoints, name, ...this.scene.left() });
  }

  async #grant({ args }: BundleChange): Promise<undefined> {
    const [offer, user, access] = [args['offer'], args['user'], args['access']].map(String);
    await grantOffer(this.scene.core, offer ?? '', user ?? '', access ?? '', this.scene.left());
  }

  async #expose({ args }: BundleChange): Promise<undefined> {
    const endpoints = isRecord(args['exposed-endpoints']) ? args['exposed-endpoints'] : {};
    const to = Object.entries(endpoints).map(([name, value]) => [name, exposeTo(value)] as const);
    const application = this.#text(args['application']);
    await expose(this.scene.core, application, Object.fromEntries(to), this.scene.left());
  }

  async #annotate({ args }: BundleChange): Promise<undefined> {
    const isMachine = args['entity-type'] === 'machine';
    const name = this.#results.get(placeholderOf(args['id']) ?? '');
    // Of a machine that nobody needs.
    if (name === undefined) return;
    const tag = isMachine ? machineTag(name) : applicationTag(name);
    const annotations = args['annotations'] as Record<string, string>;
    await setAnnotations(this.scene.core, tag, annotations, this.scene.left());
  }

  /** The id of a machine that a step made, or of the machine that its unit is on. */
  async #machineOf(value: unknown): Promise<string> {
    const name = this.#text(value);
    if (!name.includes('/') || /^\d/.test(name)) return name;
    const { units } = await this.scene.core.refresh(this.scene.left());
    const machine = Object.hasOwn(units, name) ? units[name]?.machine : undefined;
    if (machine !== undefined) return machine;
    throw new EntityNotFoundError(`The unit "${name}", beside which another one shall be, has no machine`);
  }

  /** A value with the result of its step in place: `$deploy-1:db` → `web:db`. */
  #text(value: unknown): string {
    const text = String(value);
    const step = placeholderOf(text);
    if (step === undefined) return text;
    return (this.#results.get(step) ?? step) + text.slice(step.length + 1);
  }
}

function exposeTo(value: unknown): ExposeTo {
  const fields = isRecord(value) ? value : {};
  return {
    spaces: (fields['expose-to-spaces'] ?? []) as string[],
    cidrs: (fields['expose-to-cidrs'] ?? []) as string[],
  };
}

function interrupted({ id, args }: BundleChange, title: string, cause: unknown): JujuError {
  const words = messageOf(cause);
  const about = args['application'] ?? args['endpoint1'] ?? args['charm'];
  const what = typeof about === 'string' ? ` (${about})` : '';
  return new JujuError(
    `${title} was deployed in part: its step ${id}${what} failed, and what came before it stays. ${words}`,
    { code: cause instanceof JujuError ? cause.code : '', cause },
  );
}
