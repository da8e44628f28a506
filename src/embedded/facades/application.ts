import { getConfigs, charmConfigs, getApplication, setConfigs, unsetConfigs } from './application-config';
import { consume, destroyConsumedApplications, setRelationsSuspended } from './application-consume';
import { deploy, setCharm } from './application-deploy';
import {
  applicationsInfo,
  charmRelations,
  getCharmUrlOrigin,
  getConstraints,
  leader,
  setConstraints,
} from './application-info';
import { addRelation, destroyRelation, expose, unexpose } from './application-relations';
import { destroyApplication, destroyApplicationByName } from './application-removal';
import {
  addUnits,
  destroyUnit,
  destroyUnitsByName,
  resolveUnitErrors,
  scaleApplications,
} from './application-units';
import { deployFromRepository } from './deploy-from-repository';
import type { Facade } from './facade';
import { reader, writer } from './facade';
import { unitsInfo } from './units-info';

/** `Application`: what `juju deploy` makes, and all that is done with it. @internal */
export const application: Facade = {
  name: 'Application',
  versions: { '3.6': [15, 16, 17, 18, 19, 20, 21, 22], '4.0': [19, 20, 21, 22] },
  methods: {
    AddRelation: writer(addRelation, { blockedAs: 'change' }),
    AddUnits: writer(addUnits, { blockedAs: 'change' }),
    ApplicationsInfo: reader(applicationsInfo),
    CharmConfig: reader(charmConfigs),
    CharmRelations: reader(charmRelations),
    Consume: writer(consume, { blockedAs: 'change' }),
    Deploy: writer(deploy, { blockedAs: 'change' }),
    DeployFromRepository: writer(deployFromRepository, { blockedAs: 'change', from: 19 }),
    Destroy: writer(destroyApplicationByName, { blockedAs: 'remove', to: 16 }),
    DestroyApplication: writer(destroyApplication, { blockedAs: 'remove' }),
    DestroyConsumedApplications: writer(destroyConsumedApplications, { blockedAs: 'remove' }),
    DestroyRelation: writer(destroyRelation, { blockedAs: 'remove' }),
    DestroyUnit: writer(destroyUnit, { blockedAs: 'remove' }),
    DestroyUnits: writer(destroyUnitsByName, { blockedAs: 'remove', to: 16 }),
    Expose: writer(expose, { blockedAs: 'change' }),
    Get: reader(getApplication),
    GetCharmURLOrigin: writer(getCharmUrlOrigin),
    GetConfig: reader(getConfigs),
    GetConstraints: reader(getConstraints),
    Leader: reader(leader),
    ResolveUnitErrors: writer(resolveUnitErrors, { blockedAs: 'change' }),
    ScaleApplications: writer(scaleApplications, { blockedAs: 'change' }),
    SetCharm: writer(setCharm, { blockedAs: 'change' }),
    SetConfigs: writer(setConfigs, { blockedAs: 'change' }),
    SetConstraints: writer(setConstraints, { blockedAs: 'change' }),
    SetRelationsSuspended: writer(setRelationsSuspended, { blockedAs: 'change' }),
    Unexpose: writer(unexpose, { blockedAs: 'change' }),
    UnitsInfo: reader(unitsInfo),
    UnsetApplicationsConfig: writer(unsetConfigs, { blockedAs: 'change' }),
  },
};
