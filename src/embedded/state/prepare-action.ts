import type { Action, ActionRequest } from './action-entities';
import type { Charm, CharmAction } from '../charm/charm';
import type { Model } from './model';
import type { Unit } from './entities';
import { isValidMachineId, isValidUnitName } from './names';
import { notFound, refused } from '../api-error';
import { schemaProblems, withDefaults } from './json-schema';

/** Makes a task of a request, with its parameters checked and completed; takes an id even when it must refuse. @internal */
export function prepareAction(
  model: Model,
  operationId: string,
  request: ActionRequest,
  nextId: (model: Model) => string,
): Action {
  const { receiver, receiverKind, unit } = findReceiver(model, request.receiver);
  const id = nextId(model);
  if (request.name === '') throw refused('no action name given');
  const spec = unit === undefined ? specOnMachine(request.name) : specOf(model, unit, request.name);
  const given = request.parameters ?? {};
  const problems = schemaProblems(spec.params, given);
  if (problems.length > 0) throw refused(`validation failed: ${problems.join('; ')}`);
  return {
    id,
    operationId,
    receiver,
    receiverKind,
    name: request.name,
    parameters: withDefaults(spec.params, given),
    status: 'pending',
    message: '',
    log: [],
    output: {},
    enqueued: new Date(),
    parallel: request.parallel ?? spec.parallel,
    executionGroup: request.executionGroup ?? spec.executionGroup,
  };
}

/**
 * The parameters of a task as its unit hands them to the charm: checked against the charm that is there now, and
 * completed. Juju 4 does neither before.
 *
 * @throws ApiError `cannot run "greet" action: …`
 * @internal
 */
export function parametersOnUnit(
  model: Model,
  unit: Unit,
  action: Action,
): Readonly<Record<string, unknown>> {
  const cannot = (why: string) => refused(`cannot run ${JSON.stringify(action.name)} action: ${why}`);
  const spec = specFor(model, unit, action.name);
  if (spec === undefined) throw cannot('not defined');
  const problems = schemaProblems(spec.params, action.parameters);
  if (problems.length > 0) throw cannot(`validation failed: ${problems.join('; ')}`);
  return withDefaults(spec.params, action.parameters);
}

/** The unit that `web/leader` means. @internal */
export function leaderOf(model: Model, text: string): string {
  const application = text.slice(0, -'/leader'.length);
  const leader = model.applications.get(application)?.leader ?? '';
  if (leader === '') throw refused(`could not determine leader for "${application}"`);
  return leader;
}

interface Receiver {
  readonly receiver: string;
  readonly receiverKind: 'unit' | 'machine';
  readonly unit: Unit | undefined;
}

function findReceiver(model: Model, text: string): Receiver {
  if (text.endsWith('/leader')) return findReceiver(model, leaderOf(model, text));
  if (isValidUnitName(text)) return { receiver: text, receiverKind: 'unit', unit: model.unit(text) };
  if (!isValidMachineId(text)) throw notFound(`action receiver interface on entity ${text}`);
  return { receiver: model.machine(text).id, receiverKind: 'machine', unit: undefined };
}

function specOf(model: Model, unit: Unit, name: string): CharmAction {
  const spec = specFor(model, unit, name);
  if (spec !== undefined) return spec;
  const charm = charmOf(model, unit);
  if (charm.actions.size === 0) throw refused(`no actions defined on charm "${charm.url}"`);
  throw refused(`action "${name}" not defined on unit "${unit.name}"`);
}

function specFor(model: Model, unit: Unit, name: string): CharmAction | undefined {
  return name === jujuExec.name ? jujuExec : charmOf(model, unit).actions.get(name);
}

const charmOf = (model: Model, unit: Unit): Charm =>
  model.charms.get(unit.charmUrl) ?? unit.application.charm;

function specOnMachine(name: string): CharmAction {
  if (name !== jujuExec.name)
    throw refused(`cannot add action "${name}" to a machine; only predefined actions allowed`);
  return jujuExec;
}

const jujuExec: CharmAction = {
  name: 'juju-exec',
  description: 'predefined juju-exec action',
  parallel: true,
  executionGroup: '',
  params: {
    type: 'object',
    title: 'juju-exec',
    required: ['command', 'timeout'],
    properties: {
      command: { type: 'string' },
      timeout: { type: 'number' },
      'workload-context': { type: 'boolean' },
    },
  },
};
