import { JujuError } from '../errors';
import type { ClientStore } from './client-store';
import { ControllerNotFoundError } from './errors';

/** What the caller asks for; a model may be given as `controller:model`. @internal */
export interface Wanted {
  readonly controller?: string | undefined;
  readonly model?: string | undefined;
}

/** @internal */
export interface Selection {
  readonly controllerName: string;
  /** As it was named: `web`, `admin/web`, a UUID. Absent where nobody named one. */
  readonly modelName?: string;
  /** Who named the model. */
  readonly modelFrom?: 'caller' | 'JUJU_MODEL';
}

interface Named {
  readonly controller: string | undefined;
  readonly model: string | undefined;
}

/** The rules behind {@link ClientStore.select}. @internal */
export async function selectFrom(
  store: ClientStore,
  wanted: Wanted,
  env: NodeJS.ProcessEnv,
): Promise<Selection> {
  const asked = byCaller(wanted);
  const given = split(env['JUJU_MODEL']);
  const name = asked.controller ?? byEnvironment(given, env) ?? (await store.currentController());
  if (name === undefined) throw noneSelected(Object.keys(await store.controllers()), store.controllersPath);
  const { name: controllerName } = await store.controller(name);
  if (asked.model !== undefined) return { controllerName, modelName: asked.model, modelFrom: 'caller' };
  const ofThisController = given.controller === undefined || given.controller === controllerName;
  if (given.model === undefined || !ofThisController) return { controllerName };
  return { controllerName, modelName: given.model, modelFrom: 'JUJU_MODEL' };
}

function byCaller({ controller, model }: Wanted): Named {
  const named = split(model);
  const wanted = controller === '' ? undefined : controller;
  if (wanted !== undefined && named.controller !== undefined && named.controller !== wanted) {
    throw conflict(`model "${model ?? ''}"`, named.controller, 'controller', wanted);
  }
  return { controller: wanted ?? named.controller, model: named.model };
}

function byEnvironment(given: Named, env: NodeJS.ProcessEnv): string | undefined {
  const controller = env['JUJU_CONTROLLER'] || undefined;
  if (controller !== undefined && given.controller !== undefined && controller !== given.controller) {
    throw conflict(`JUJU_MODEL=${env['JUJU_MODEL'] ?? ''}`, given.controller, 'JUJU_CONTROLLER', controller);
  }
  return given.controller ?? controller;
}

/** `controller:model` → both; a name without a colon is a model's. */
function split(name: string | undefined): Named {
  if (!name) return { controller: undefined, model: undefined };
  const colon = name.indexOf(':');
  if (colon < 0) return { controller: undefined, model: name };
  return { controller: name.slice(0, colon) || undefined, model: name.slice(colon + 1) || undefined };
}

function conflict(first: string, its: string, second: string, other: string): JujuError {
  return new JujuError(
    `${first} names the controller "${its}", but ${second} is "${other}". Name one of the two only.`,
    { code: 'not valid' },
  );
}

function noneSelected(known: readonly string[], path: string): ControllerNotFoundError {
  if (known.length === 0) {
    return new ControllerNotFoundError(
      `The juju client has no controller registered (${path}). Make one with \`juju bootstrap\`, ` +
        `get access to one with \`juju register\`, or set \`embedded: true\` to need none.`,
    );
  }
  return new ControllerNotFoundError(
    `No controller is selected; known are ${known.map((name) => `"${name}"`).join(', ')} (${path}). ` +
      `Select one with \`juju switch\`, JUJU_CONTROLLER or the option \`controller\`.`,
  );
}
