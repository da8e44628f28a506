import type { Facade } from './facade';
import { anyone, superuser } from './facade';
import { createModel } from './create-model';
import { destroyModels } from './destroy-models';
import { listModels, listModelSummaries, modelInfos, qualifiedFrom } from './list-models';
import { changeModelCredential, modifyModelAccess } from './modify-model';
import { modelDefaultsForClouds, setModelDefaults, unsetModelDefaults } from './model-defaults';
import { modelStatuses } from './model-status';

/** `ModelManager`: the models of a controller. @internal */
export const modelManager: Facade = {
  name: 'ModelManager',
  versions: { '3.6': [9, 10], '4.0': [10, 11] },
  methods: {
    ChangeModelCredential: anyone(changeModelCredential, { blockedAs: 'change' }),
    CreateModel: anyone(createModel),
    DestroyModels: anyone(destroyModels),
    ListModelSummaries: anyone(listModelSummaries),
    ListModels: anyone(listModels),
    ModelDefaultsForClouds: superuser(modelDefaultsForClouds),
    ModelInfo: anyone(modelInfos),
    ModelStatus: anyone(modelStatuses(qualifiedFrom)),
    ModifyModelAccess: anyone(modifyModelAccess),
    SetModelDefaults: superuser(setModelDefaults, { blockedAs: 'change' }),
    UnsetModelDefaults: superuser(unsetModelDefaults, { blockedAs: 'change' }),
  },
};
