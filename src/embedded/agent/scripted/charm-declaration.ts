import { isRecord } from '../../../is-record';
import { JujuError } from '../../../errors';

/** An endpoint of a stand-in: its interface, or more of what `metadata.yaml` says of one. @public */
export type DeclaredEndpoint =
  | string
  | {
      readonly interface: string;
      /** How many relations it takes. Default: any number. */
      readonly limit?: number;
      /** `container` is between a principal and its subordinate. Default: `global`. */
      readonly scope?: 'container' | 'global';
    };

/** A config option of a stand-in, in the words of `config.yaml`. @public */
export interface DeclaredOption {
  /** Default: `string`. */
  readonly type?: 'boolean' | 'float' | 'int' | 'secret' | 'string';
  readonly default?: boolean | number | string;
  readonly description?: string;
}

/** What a stand-in says of itself, where another charm has files. @public */
export interface CharmDeclaration {
  /** Endpoint → interface. */
  readonly provides?: Readonly<Record<string, DeclaredEndpoint>>;
  /** Endpoint → interface. */
  readonly requires?: Readonly<Record<string, DeclaredEndpoint>>;
  /** Endpoint → interface. */
  readonly peers?: Readonly<Record<string, DeclaredEndpoint>>;
  /** Options by name: what a suite sets on the charm that this stands for must be among them. */
  readonly config?: Readonly<Record<string, DeclaredOption>>;
  /** Deployed only beside principals, over an endpoint whose scope is `container`. Default: `false`. */
  readonly subordinate?: boolean;
}

const endpointKeys = ['provides', 'requires', 'peers'] as const;

/** @internal */
export const declarationKeys = [...endpointKeys, 'config', 'subordinate'] as const;

/** Whether a script stands for a charm without files. @internal */
export function isStandIn(script: CharmDeclaration): boolean {
  return declarationKeys.some((key) => script[key] !== undefined);
}

/** Refuses what is of a wrong form; what the words mean is checked when the charm is made of them. @internal */
export function checkDeclaration(script: CharmDeclaration): void {
  for (const key of endpointKeys) {
    for (const [name, endpoint] of entriesOf(key, script[key])) {
      if (typeof endpoint === 'string' || (isRecord(endpoint) && typeof endpoint['interface'] === 'string'))
        continue;
      throw wrong(
        `${key}['${name}']`,
        "an interface such as 'postgresql_client', or { interface, limit, scope }",
        endpoint,
      );
    }
  }
  for (const [name, option] of entriesOf('config', script.config)) {
    if (!isRecord(option)) throw wrong(`config['${name}']`, 'an object such as { type, default }', option);
  }
}

function entriesOf(key: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  if (!isRecord(value)) throw wrong(key, 'an object', value);
  return Object.entries(value);
}

function wrong(where: string, expected: string, value: unknown): JujuError {
  const got = value === null ? 'null' : typeof value;
  return new JujuError(`${where} must be ${expected}, got ${got}`, { code: 'not valid' });
}
