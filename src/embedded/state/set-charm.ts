import type { Application, Base, Charm } from './entities';
import type { Model } from './model';
import type { SetCharmArgs } from './requests';
import { annotated, ApiError, refused } from '../api-error';
import { applyConfig, parseApplicationConfig } from './application-config';
import { checkAssumes } from './assumes';
import { checkCharmFits } from './charm-fits';
import { checkPending, takePending } from './resources';
import { makePeerRelations } from './peer-relations';
import { removeCharmIfUnused } from './remove-application';

/** What `juju refresh` does: the units upgrade when they see it. @internal */
export function setCharm(model: Model, application: Application, args: SetCharmArgs): void {
  const charm = model.charms.get(args.charmUrl);
  if (charm === undefined) throw new ApiError(`charm "${args.charmUrl}" not found`, 'not found');
  const isOld = model.profile.series === '3.6';
  // Juju 4 has replaced the resources when it was told of them, and takes no settings here.
  const ids = isOld ? (args.resources ?? {}) : {};
  checkPending(model, application.name, charm, ids);
  const { config: texts = {}, configYaml = '' } = isOld ? args : {};
  const config = parseApplicationConfig(charm.config, application.name, texts, configYaml);
  if (isOld && args.force !== true) checkAssumes(model, charm);
  if (!isOld) checkSameBase(application, charm, args);
  try {
    if (isOld) checkBase(application, charm, args);
    checkCharmFits(model, application, charm);
  } catch (error) {
    throw isOld
      ? annotated(
          error,
          `updating charm config: cannot upgrade application "${application.name}" to charm "${charm.url}"`,
        )
      : annotated(error, `setting application "${application.name}" charm`);
  }
  if (!isOld || application.charm.url !== charm.url || Object.keys(ids).length > 0)
    application.charmModifiedVersion += 1;
  for (const [name, resource] of takePending(model, application.name, charm, ids))
    application.resources.set(name, resource);
  const { url: before } = application.charm;
  take(application, charm, args, isOld);
  applyConfig(model, application, config);
  makePeerRelations(model, application);
  removeCharmIfUnused(model, before);
}

function take(application: Application, charm: Charm, args: SetCharmArgs, isOld: boolean): void {
  application.charm = charm;
  application.forceCharm = (isOld ? args.forceUnits : args.force) ?? false;
  application.origin = args.origin ?? { ...application.origin, revision: charm.revision, hash: charm.sha256 };
  application.channel = args.channel ?? application.channel;
  const { base } = application.origin;
  if (base.name !== '') application.base = { name: base.name, channel: base.channel };
  for (const [endpoint, space] of Object.entries(args.endpointBindings ?? {}))
    application.endpointBindings.set(endpoint, space);
  dropUnknownConfig(application);
}

/** Juju 4 looks at what is asked for. */
function checkSameBase({ base }: Application, { url }: Charm, { forceBase, origin }: SetCharmArgs): void {
  const asked = origin?.base;
  if (forceBase === true || !asked || asked.name === '' || isSame(asked, base)) return;
  throw new ApiError(
    `cannot set charm "${url}": refreshing application from base "${text(base)}" to "${text(asked)}"`,
    'incompatible base',
  );
}

/** Juju 3 looks at whether the units can go on where they are. */
function checkBase(application: Application, charm: Charm, { forceBase }: SetCharmArgs): void {
  const { bases } = charm.manifest;
  if (forceBase === true || bases.length === 0 || bases.some((base) => isSame(base, application.base)))
    return;
  throw refused(
    `base "${text(application.base)}" not supported by charm, the charm supported bases are: ` +
      bases.map(text).join(', '),
  );
}

const track = ({ channel }: Base): string => channel.replace(/\/.*$/, '');

const text = (base: Base): string => `${base.name}@${track(base)}`;

const isSame = (one: Base, other: Base): boolean => one.name === other.name && track(one) === track(other);

/** Settings that the new charm does not know, or not of that type, are forgotten. */
function dropUnknownConfig(application: Application): void {
  for (const [name, value] of application.config) {
    const option = application.charm.config.get(name);
    const kinds = {
      string: 'string',
      secret: 'string',
      int: 'number',
      float: 'number',
      boolean: 'boolean',
    } as const;
    if (option === undefined || kinds[option.type] !== typeof value) application.config.delete(name);
  }
}
