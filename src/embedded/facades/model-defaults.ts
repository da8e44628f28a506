import { refused } from '../api-error';
import type { Params } from '../server/params';
import type { Cloud } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import { modelConfigDefaults } from '../state/model-config-defaults';
import type { Call } from './facade';
import { findCloud } from './find-cloud';
import { each, eachDone } from './results';
import { fromTag } from './tags';

/** `ModelManager.ModelDefaultsForClouds`: what new models get, and where it comes from. @internal */
export function modelDefaultsForClouds({ state }: Call, params: Params): object {
  const results = each(params.list('entities'), (entity) => {
    const cloud = findCloud(state, fromTag(entity.string('tag'), 'cloud'));
    return { config: defaultsOf(state, cloud) };
  });
  return { results: results.map((result) => ('error' in result ? { config: null, ...result } : result)) };
}

/** `ModelManager.SetModelDefaults`. @internal */
export function setModelDefaults({ state }: Call, params: Params): object {
  return {
    results: eachDone(params.list('config'), (item) => {
      const values = item.record('config');
      if ('agent-version' in values) throw refused('agent-version cannot have a default value');
      change(state, item, (config) => ({ ...config, ...values }));
    }),
  };
}

/** `ModelManager.UnsetModelDefaults`. @internal */
export function unsetModelDefaults({ state }: Call, params: Params): object {
  return {
    results: eachDone(params.list('keys'), (item) => {
      const keys = new Set(item.strings('keys'));
      change(state, item, (config) =>
        Object.fromEntries(Object.entries(config).filter(([key]) => !keys.has(key))),
      );
    }),
  };
}

type Values = Readonly<Record<string, unknown>>;

function change(state: ControllerState, item: Params, edit: (config: Values) => Values): void {
  const tag = item.string('cloud-tag');
  const cloud = tag === '' ? state.cloud : findCloud(state, fromTag(tag, 'cloud'));
  const region = item.string('cloud-region');
  const changed: Cloud =
    region === ''
      ? { ...cloud, config: edit(cloud.config) }
      : {
          ...cloud,
          regionConfig: { ...cloud.regionConfig, [region]: edit(cloud.regionConfig[region] ?? {}) },
        };
  state.clouds.set(cloud.name, changed);
  state.changes.note('cloud', '', cloud.name);
}

function defaultsOf(state: ControllerState, cloud: Cloud): Record<string, object> {
  const defaults: Values = modelConfigDefaults(state.profile.series);
  const keys = new Set([
    ...Object.keys(defaults),
    ...Object.keys(cloud.config),
    ...Object.values(cloud.regionConfig).flatMap((config) => Object.keys(config)),
  ]);
  return Object.fromEntries([...keys].map((key) => [key, defaultOf(cloud, defaults, key)]));
}

function defaultOf(cloud: Cloud, defaults: Values, key: string): object {
  const regions = Object.entries(cloud.regionConfig)
    .filter(([, config]) => key in config)
    .map(([name, config]) => ({ 'region-name': name, value: config[key] }));
  return {
    ...(key in defaults && { default: defaults[key] }),
    ...(key in cloud.config && { controller: cloud.config[key] }),
    ...(regions.length > 0 && { regions }),
  };
}
