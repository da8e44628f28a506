import type { Action, ActionRequest, ExecRequest, Operation } from './action-entities';
import { addCharm, type WantedCharm } from './add-charm';
import { addMachine } from './add-machine';
import { addRelation } from './add-relation';
import { addUnits } from './add-units';
import { setAnnotations } from './annotations';
import { effectiveConfig, setApplicationConfig, unsetApplicationConfig } from './application-config';
import { checkChangeAllowed, checkRemoveAllowed } from './blocks';
import { cancelActions } from './cancel-actions';
import { deploy } from './deploy';
import * as repository from './deploy-from-repository';
import { destroyApplication } from './destroy-application';
import { destroyMachine } from './destroy-machine';
import { destroyRelation } from './destroy-relation';
import { destroyUnit } from './destroy-unit';
import type { Application, Charm, ConfigValue, Resource, Unit } from './entities';
import { expose, unexpose } from './expose';
import type { Constraints, Machine } from './machine-entities';
import { ModelContents } from './model-contents';
import { addOffer, destroyOffer, type OfferArgs } from './offers';
import { enqueue, exec } from './operations';
import type { Offer, Relation, RemoteApplication } from './relation-entities';
import { type ConsumeArgs, consumeOffer, destroyRemoteApplication } from './remote-applications';
import type {
  AddMachineArgs,
  AddUnitsArgs,
  DeployArgs,
  DestroyArgs,
  DestroyedInfo,
  DestroyedMachine,
  DestroyRelationArgs,
  ExposeArgs,
  ResolveArgs,
  SetCharmArgs,
} from './requests';
import { resolveUnits } from './resolve-units';
import { attachResource, type ResourceUpload } from './resources';
import { scaleApplication } from './scale-application';
import { setCharm } from './set-charm';

/**
 * A model: what is in it, and what an operator can do to it. Every command checks what Juju checks, throws the
 * `ApiError` that Juju would answer, and changes only what is wanted: the engine does the rest.
 *
 * @public
 */
export class Model extends ModelContents {
  /** Adds the charm of an archive; a `local` one gets the next free revision. */
  addCharm(archive: Buffer, wanted: WantedCharm = {}): Promise<Charm> {
    return addCharm(this, archive, wanted);
  }

  deploy(args: DeployArgs): Application {
    checkChangeAllowed(this);
    return deploy(this, args);
  }

  /** Deploys a charm of {@link Charmhub} by its name; or says what is wrong, all of it. @internal */
  deployFromRepository(args: repository.RepositoryDeployArgs): repository.RepositoryDeployment {
    checkChangeAllowed(this);
    return repository.deployFromRepository(this, args);
  }

  /** Puts another content into a resource of an application: its units upgrade to it. */
  attachResource(application: string, name: string, upload: ResourceUpload): Resource {
    checkChangeAllowed(this);
    return attachResource(this, this.application(application), name, upload);
  }

  addUnits(application: string, args: AddUnitsArgs): Unit[] {
    checkChangeAllowed(this);
    return addUnits(this, application, args);
  }

  /** Sets the wanted number of units of a Kubernetes application; gives it back. */
  scaleApplication(
    application: string,
    wanted: { readonly scale?: number; readonly change?: number; readonly force?: boolean },
  ): number {
    checkChangeAllowed(this);
    return scaleApplication(this, application, wanted);
  }

  destroyUnit(name: string, args: DestroyArgs & { readonly dryRun?: boolean } = {}): DestroyedInfo {
    checkRemoveAllowed(this);
    return destroyUnit(this, name, args);
  }

  destroyApplication(name: string, args: DestroyArgs & { readonly dryRun?: boolean } = {}): DestroyedInfo {
    checkRemoveAllowed(this);
    return destroyApplication(this, name, args);
  }

  destroyMachine(
    id: string,
    args: DestroyArgs & { readonly keep?: boolean; readonly dryRun?: boolean } = {},
  ): DestroyedMachine {
    checkRemoveAllowed(this);
    return destroyMachine(this, id, args);
  }

  addMachine(args: AddMachineArgs = {}): Machine {
    checkChangeAllowed(this);
    return addMachine(this, args);
  }

  addRelation(endpoints: readonly string[], viaCidrs: readonly string[] = []): Relation {
    checkChangeAllowed(this);
    return addRelation(this, endpoints, viaCidrs);
  }

  destroyRelation(args: DestroyRelationArgs): void {
    checkRemoveAllowed(this);
    destroyRelation(this, args);
  }

  /** Offers endpoints of an application to other models. */
  offer(args: OfferArgs): Offer {
    return addOffer(this, args);
  }

  destroyOffer(name: string, force = false): void {
    destroyOffer(this, name, force);
  }

  /** Makes an offer of another model usable in this one. */
  consume(args: ConsumeArgs): RemoteApplication {
    checkChangeAllowed(this);
    return consumeOffer(this, args);
  }

  destroyRemoteApplication(name: string, args: DestroyArgs = {}): void {
    checkRemoveAllowed(this);
    destroyRemoteApplication(this, name, args);
  }

  /** Sets options given as texts, or by a document keyed by the application's name. */
  setApplicationConfig(application: string, values: Readonly<Record<string, string>>, yaml = ''): void {
    checkChangeAllowed(this);
    setApplicationConfig(this, this.application(application), values, yaml);
  }

  unsetApplicationConfig(application: string, keys: readonly string[]): void {
    checkChangeAllowed(this);
    unsetApplicationConfig(this, this.application(application), keys);
  }

  /** What the charm sees: set values and the charm's defaults. */
  applicationConfig(application: string): Record<string, ConfigValue> {
    return effectiveConfig(this.application(application));
  }

  setApplicationConstraints(application: string, constraints: Constraints): void {
    checkChangeAllowed(this);
    this.application(application).constraints = { ...constraints };
    this.note('application', application);
  }

  expose(application: string, endpoints: ExposeArgs = {}): void {
    checkChangeAllowed(this);
    expose(this, this.application(application), endpoints);
  }

  unexpose(application: string, endpoints: readonly string[] = []): void {
    checkChangeAllowed(this);
    unexpose(this, this.application(application), endpoints);
  }

  /** Changes the charm: units upgrade to it. */
  setCharm(application: string, args: SetCharmArgs): void {
    checkChangeAllowed(this);
    setCharm(this, this.application(application), args);
  }

  /** Sets values of the model's config; refuses what Juju refuses and then changes nothing. */
  setConfig(values: Readonly<Record<string, unknown>>): void {
    checkChangeAllowed(this);
    this.config.set(values);
    this.note('model', this.uuid);
  }

  unsetConfig(keys: readonly string[]): void {
    checkChangeAllowed(this);
    this.config.unset(keys);
    this.note('model', this.uuid);
  }

  setConstraints(constraints: Constraints): void {
    checkChangeAllowed(this);
    this.constraints = { ...constraints };
    this.note('model', this.uuid);
  }

  enqueue(requests: readonly ActionRequest[]): Operation {
    return enqueue(this, requests);
  }

  exec(request: ExecRequest): Operation {
    checkChangeAllowed(this);
    return exec(this, request);
  }

  /** Gives back each task that was cancelled or aborted, or why not. */
  cancelActions(ids: readonly string[]): (Action | Error)[] {
    return cancelActions(this, ids);
  }

  resolveUnits(args: ResolveArgs): void {
    checkChangeAllowed(this);
    resolveUnits(this, args);
  }

  /** Adds pairs to what is noted on an entity; an empty value takes its key away. */
  setAnnotations(tag: string, pairs: Readonly<Record<string, string>>): void {
    setAnnotations(this, tag, pairs);
  }
}
