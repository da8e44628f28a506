import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import { seriesOfBase } from './model-info';
import { fromConstraints, toConstraints } from './wire-values';

/** `ModelConfig`: config and constraints of a model. @internal */
export const modelConfig: Facade = {
  name: 'ModelConfig',
  versions: { '3.6': [3], '4.0': [3] },
  methods: {
    GetModelConstraints: reader(({ model }: Call) => ({ constraints: toConstraints(model.constraints) })),
    ModelGet: reader(modelGet),
    ModelSet: writer(modelSet, { blockedAs: 'change' }),
    ModelUnset: writer(modelUnset, { blockedAs: 'change' }),
    Sequences: reader(({ model }: Call) => ({ sequences: model.sequences.all })),
    SetModelConstraints: writer(setModelConstraints, { blockedAs: 'change' }),
    SLALevel: reader(() => ({ result: 'unsupported' }), { series: '3.6' }),
  },
};

function modelGet({ model }: Call): object {
  const values = [...model.config.entries()].filter(([key]) => key !== 'authorized-keys');
  return { config: { ...Object.fromEntries(values), ...seriesEntry(model) } };
}

/** Juju 3 tells the default base by its old name as well. */
function seriesEntry(model: Model): object {
  if (model.profile.series !== '3.6') return {};
  const base = model.config.entries().get('default-base');
  const value = seriesOfBase(typeof base?.value === 'string' ? base.value : '');
  return { 'default-series': { value, source: base?.source ?? 'default' } };
}

function modelSet({ model }: Call, params: Params): void {
  model.setConfig(params.record('config'));
}

function modelUnset({ model }: Call, params: Params): void {
  model.unsetConfig(params.strings('keys').map((key) => (key === 'default-series' ? 'default-base' : key)));
}

function setModelConstraints({ model }: Call, params: Params): void {
  model.setConstraints(fromConstraints(params.nested('constraints')));
}
