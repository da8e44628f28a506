import { ApiError, annotated, notFound } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import type { Model } from '../state/model';
import type { Call, Facade } from './facade';
import { reader, writer } from './facade';
import { fromTag, kindOfTag } from './tags';

/** `Annotations`: what people note on things. @internal */
export const annotations: Facade = {
  name: 'Annotations',
  versions: { '3.6': [2], '4.0': [2] },
  methods: { Get: reader(get), Set: writer(set) },
};

function get({ model }: Call, params: Params): object {
  const results = params.list('entities').map((entity) => {
    const tag = entity.string('tag');
    try {
      checkEntity(model, tag);
      return { entity: tag, annotations: model.annotations.get(tag) ?? {} };
    } catch (error) {
      const failure = annotated(error, `getting annotations for ${JSON.stringify(tag)}`);
      return { entity: tag, annotations: null, error: { error: toWireError(failure) } };
    }
  });
  return { results: results.length === 0 ? null : results };
}

/** Only failures are answered: no results are good results. */
function set({ model }: Call, params: Params): object {
  const failures = params.list('annotations').flatMap((item) => {
    const tag = item.string('entity');
    try {
      checkEntity(model, tag);
      model.setAnnotations(tag, item.stringMap('annotations'));
      return [];
    } catch (error) {
      return [{ error: toWireError(annotated(error, `setting annotations for ${JSON.stringify(tag)}`)) }];
    }
  });
  return { results: failures.length === 0 ? null : failures };
}

function checkEntity(model: Model, tag: string): void {
  switch (kindOfTag(tag)) {
    case 'application':
      model.application(fromTag(tag, 'application'));
      break;
    case 'unit':
      model.unit(fromTag(tag, 'unit'));
      break;
    case 'machine':
      model.machine(fromTag(tag, 'machine'));
      break;
    case 'model':
      if (fromTag(tag, 'model') !== model.uuid) throw notFound(`entity ${JSON.stringify(tag)}`);
      break;
    case 'charm':
      if (!model.charms.has(tag.slice('charm-'.length))) throw notFound(`charm ${JSON.stringify(tag)}`);
      break;
    default:
      throw new ApiError(`${JSON.stringify(tag)} is not a valid tag`);
  }
}
