import { annotated, refused } from '../api-error';
import type { Params } from '../server/params';
import type { Application } from '../state/entities';
import type { Call } from './facade';
import { each, eachDone } from './results';
import { fromTag, kindOfTag } from './tags';
import { toBase, toConstraints } from './wire-values';

/** `Application.Get`: what `juju config` shows. @internal */
export function getApplication({ model }: Call, params: Params): object {
  const application = model.application(params.string('application'));
  const bindings = Object.fromEntries(application.endpointBindings);
  return {
    application: application.name,
    charm: application.charm.meta.name,
    config: describeConfig(application),
    'application-config': { trust: describeTrust(application) },
    constraints: toConstraints(application.constraints),
    base: toBase(application.base),
    channel: application.channel,
    ...(application.endpointBindings.size > 0 && { 'endpoint-bindings': bindings }),
  };
}

/** `Application.GetConfig`: the charm's options, of several applications. @internal */
export function getConfigs({ model }: Call, params: Params): object {
  const results = each(params.list('entities'), (entity) => {
    const tag = entity.string('tag');
    if (kindOfTag(tag) !== 'application') {
      throw refused(`unexpected tag type, expected application, got ${kindOfTag(tag)}`);
    }
    return { config: describeConfig(model.application(fromTag(tag, 'application'))) };
  });
  return { Results: withoutConfig(results) };
}

/** `Application.CharmConfig`: the same, asked for by name. @internal */
export function charmConfigs({ model }: Call, params: Params): object {
  const results = each(params.list('args'), (item) => ({
    config: describeConfig(model.application(item.string('application'))),
  }));
  return { Results: withoutConfig(results) };
}

/** `Application.SetConfigs`. @internal */
export function setConfigs({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('Args'), (item) => {
      model.setApplicationConfig(
        item.string('application'),
        item.stringMap('config'),
        item.string('config-yaml'),
      );
    }),
  };
}

/** `Application.UnsetApplicationsConfig`. @internal */
export function unsetConfigs({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('Args'), (item) => {
      try {
        model.unsetApplicationConfig(item.string('application'), item.strings('options'));
      } catch (error) {
        const known = model.applications.has(item.string('application'));
        throw known ? annotated(error, 'updating application charm settings') : error;
      }
    }),
  };
}

/** Go writes out the config that is not there. */
const withoutConfig = (results: object[]): object[] =>
  results.map((result) => ('error' in result ? { config: null, ...result } : result));

function describeConfig({ charm, config }: Application): Record<string, object> {
  const options = [...charm.config.values()].map((option) => {
    const set = config.get(option.name);
    const isSet = set !== undefined && set !== option.default;
    const value = isSet ? set : option.default;
    const source = isSet ? 'user' : value === undefined ? 'unset' : 'default';
    const { description, type, default: standard } = option;
    return [
      option.name,
      {
        description,
        type,
        source,
        ...(value !== undefined && { value }),
        ...(standard !== undefined && { default: standard }),
      },
    ];
  });
  return Object.fromEntries(options) as Record<string, object>;
}

function describeTrust({ trust }: Application): object {
  return {
    description: 'Does this application have access to trusted credentials',
    type: 'bool',
    source: trust ? 'user' : 'default',
    value: trust,
    default: false,
  };
}
