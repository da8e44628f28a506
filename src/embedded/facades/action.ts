import { ApiError, refused } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import type { Action, Operation } from '../state/action-entities';
import type { Model } from '../state/model';
import { actionResult, enqueuedActions, failedAction, operationResult } from './action-results';
import type { Call, Facade } from './facade';
import { admin, reader, writer } from './facade';
import { listOperations } from './list-operations';
import { each } from './results';
import { StringsChanges } from './strings-changes';
import { applicationTag, fromTag } from './tags';
import { present } from './wire-values';

/** `Action`: actions and commands on units and machines. @internal */
export const action: Facade = {
  name: 'Action',
  versions: { '3.6': [7], '4.0': [7] },
  methods: {
    Actions: reader(actions),
    ApplicationsCharmsActions: writer(applicationsCharmsActions),
    Cancel: writer(cancel),
    EnqueueOperation: writer(enqueueOperation),
    ListOperations: reader(listOperations),
    Operations: reader(operations),
    Run: admin(run, { blockedAs: 'change' }),
    RunOnAllMachines: admin(runOnAllMachines, { blockedAs: 'change' }),
    WatchActionsProgress: reader(watchActionsProgress),
  },
};

function enqueueOperation({ model }: Call, params: Params): object {
  const requests = params.list('actions').map((item) => ({
    receiver: receiverOf(item.string('receiver')),
    name: item.string('name'),
    parameters: item.record('parameters'),
    ...present({
      parallel: item.optionalBool('parallel'),
      executionGroup: item.optionalString('execution-group'),
    }),
  }));
  return enqueuedActions(model.enqueue(requests), model.profile.series);
}

/** A tag, or `app/leader`, which is no tag. What is neither is left for the domain to refuse. */
function receiverOf(text: string): string {
  if (text.endsWith('/leader')) return text;
  const kind = text.startsWith('machine-') ? 'machine' : 'unit';
  try {
    return fromTag(text, kind);
  } catch {
    return text;
  }
}

function run({ model }: Call, params: Params): object {
  const operation = model.exec({
    ...execOptions(params),
    machines: params.strings('machines'),
    applications: params.strings('applications'),
    units: params.strings('units'),
  });
  return enqueuedActions(operation, model.profile.series);
}

function runOnAllMachines({ model }: Call, params: Params): object {
  if (model.type !== 'iaas') throw refused(`cannot run on all machines with a ${model.type} model`);
  return enqueuedActions(
    model.exec({ ...execOptions(params), machines: [...model.machines.keys()] }),
    model.profile.series,
  );
}

function execOptions(params: Params) {
  return {
    commands: params.string('commands'),
    ...present({
      timeoutMs: params.optionalMilliseconds('timeout'),
      parallel: params.optionalBool('parallel'),
      executionGroup: params.optionalString('execution-group'),
    }),
  };
}

function actions({ model }: Call, params: Params): object {
  const results = params.list('entities').map((entity) => {
    const found = findAction(model, entity.string('tag'));
    return found === undefined ? failedAction(toWireError(badId())) : actionResult(found);
  });
  return { results };
}

function findAction(model: Model, tag: string): Action | undefined {
  return tag.startsWith('action-') ? model.actions.get(tag.slice('action-'.length)) : undefined;
}

/** Juju does not tell an action that is not there from a tag that names none. */
const badId = (): ApiError => new ApiError('id not found', 'not found');

function cancel({ model }: Call, params: Params): object {
  const results = params.list('entities').map((entity) => {
    const tag = entity.string('tag');
    const asked = { tag, receiver: '', name: '' };
    if (!tag.startsWith('action-')) return { ...failedAction(toWireError(badId())), action: asked };
    const [cancelled] = model.cancelActions([tag.slice('action-'.length)]);
    if (cancelled === undefined || cancelled instanceof Error) {
      return { ...failedAction(toWireError(cancelled ?? badId())), action: asked };
    }
    return actionResult(cancelled);
  });
  return { results };
}

function operations({ model }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const id = fromTag(entity.string('tag'), 'operation');
      const operation: Operation | undefined = model.operations.get(id);
      if (operation === undefined)
        throw new ApiError(`operation ${JSON.stringify(id)} not found`, 'not found');
      return operationResult(operation, operation.actions);
    }),
  };
}

function applicationsCharmsActions({ model }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const { name, charm } = model.application(fromTag(entity.string('tag'), 'application'));
      const specs = [...charm.actions.values()].map((spec) => [
        spec.name,
        { description: spec.description, params: spec.params },
      ]);
      return {
        'application-tag': applicationTag(name),
        ...(specs.length > 0 && { actions: Object.fromEntries(specs) as object }),
      };
    }),
  };
}

function watchActionsProgress({ state, model, watchers }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => {
      const id = fromTag(entity.string('tag'), 'action');
      const messages = () => (model.actions.get(id)?.log ?? []).map((message) => JSON.stringify(message));
      const watcher = new StringsChanges(messages, (changed) =>
        state.changes.subscribe((change) => {
          if (change.kind === 'action' && change.modelUuid === model.uuid && change.id === id) changed();
        }),
      );
      const changes = watcher.take();
      return { 'watcher-id': watchers.register(watcher), ...(changes.length > 0 && { changes }) };
    }),
  };
}
