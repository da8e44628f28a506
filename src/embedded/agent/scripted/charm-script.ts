import type { ActionContext, ScriptContext } from './script-context';
import { JujuError } from '../../../errors';
import type { CharmDeclaration } from './charm-declaration';
import { checkDeclaration, declarationKeys } from './charm-declaration';
import { nearestName } from '../../../nearest-name';

/** What a hook of a charm does. It fails its hook by throwing. @public */
export type HookHandler = (ctx: ScriptContext) => void | Promise<void>;

/** What an action gives back: nested maps stay, and every value becomes a text, as Juju's `action-set` makes of it. @public */
export type ActionResults = Readonly<Record<string, unknown>>;

/** What an action of a charm does; what it returns are its results. @public */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a handler may also return nothing
export type ActionHandler = (ctx: ActionContext) => ActionResults | void | Promise<ActionResults | void>;

/** How a command ended. @public */
export interface ExecResult {
  /** Exit code. Default: 0. */
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** What `juju exec` gets from a unit of the charm: its whole result, or what it prints. @public */
export type ExecHandler = (
  command: string,
  ctx: ActionContext,
) => ExecResult | string | Promise<ExecResult | string>;

/**
 * What a charm does, in JavaScript.
 *
 * With endpoints of its own (`provides`, `requires`, `peers`) it needs no charm's files: it is a stand-in, which the
 * embedded controller releases in its Charmhub under the name that it is given.
 *
 * @public
 */
export interface CharmScript extends CharmDeclaration {
  /** Handlers by Juju's own names of hooks: `install`, `db-relation-changed`. A hook without one is skipped. */
  readonly on?: Readonly<Record<string, HookHandler>>;
  /** Handlers by the names of the charm's actions. */
  readonly actions?: Readonly<Record<string, ActionHandler>>;
  /** Answers `juju exec`; without one commands fail. */
  readonly exec?: ExecHandler;
}

const plainHooks = [
  'install',
  'start',
  'config-changed',
  'upgrade-charm',
  'leader-elected',
  'leader-settings-changed',
  'update-status',
  'stop',
  'remove',
  'secret-changed',
  'secret-expired',
  'secret-remove',
  'secret-rotate',
];
const suffixes = [
  ...['created', 'joined', 'changed', 'departed', 'broken'].map((kind) => `-relation-${kind}`),
  ...['attached', 'detaching'].map((kind) => `-storage-${kind}`),
  ...['ready', 'custom-notice', 'check-failed', 'check-recovered'].map((kind) => `-pebble-${kind}`),
];

/**
 * The script of a charm, checked as far as it can be without the charm: names of hooks that Juju does not have are
 * refused here, endpoints and actions that the charm does not have when it is deployed.
 *
 * @param script - handlers of the charm's hooks and actions
 * @returns the same script
 * @throws JujuError that names what is wrong, and the nearest right name
 * @example
 * ```ts
 * const database = charm({
 *   on: {
 *     start(ctx) {
 *       ctx.setStatus('active');
 *     },
 *     'db-relation-joined'(ctx) {
 *       ctx.relation?.set({ host: ctx.address, port: '5432' });
 *     },
 *   },
 *   actions: {
 *     backup: (ctx) => ({ file: `/tmp/${String(ctx.params['name'])}` }),
 *   },
 * });
 * ```
 * @public
 */
export function charm(script: CharmScript): CharmScript {
  for (const key of Object.keys(script)) checkKey(key);
  for (const [name, handler] of Object.entries(script.on ?? {})) {
    checkHookName(name);
    checkHandler(`on['${name}']`, handler);
  }
  for (const [name, handler] of Object.entries(script.actions ?? {}))
    checkHandler(`actions['${name}']`, handler);
  if (script.exec !== undefined) checkHandler('exec', script.exec);
  checkDeclaration(script);
  return script;
}

function checkKey(key: string): void {
  const known = ['on', 'actions', 'exec', ...declarationKeys];
  if (known.includes(key)) return;
  throw scriptError(
    `a script has no "${key}"${didYouMean(key, known) || `; it may have ${known.join(', ')}`}`,
  );
}

function checkHookName(name: string): void {
  const isFull = suffixes.some((suffix) => name.endsWith(suffix) && name.length > suffix.length);
  if (plainHooks.includes(name) || isFull) return;
  // `db-relation-change`: the endpoint is right, so it is kept in what is proposed.
  const prefix = /^(?<prefix>.+)-(?:relation|storage|pebble)-/.exec(name)?.groups?.['prefix'];
  const known = prefix === undefined ? plainHooks : suffixes.map((suffix) => prefix + suffix);
  throw scriptError(`Juju has no hook "${name}"${didYouMean(name, known)}`);
}

function checkHandler(where: string, handler: unknown): void {
  if (typeof handler !== 'function') throw scriptError(`${where} must be a function, got ${typeof handler}`);
}

/** `; did you mean "x"?`, where something is near. @internal */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/** An error of a script, whoever finds it. @internal */
export function scriptError(message: string): JujuError {
  return new JujuError(message, { code: 'not valid' });
}
