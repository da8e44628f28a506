import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A facade as Juju's published schema describes it. */
export interface FacadeSchema {
  readonly Name: string;
  readonly Version: number;
  readonly Schema: { readonly properties?: Readonly<Record<string, unknown>> };
}

const folder = join(__dirname, '../../../shared/juju');
const versions = ['3.6.28', '4.0.15'];

/** Juju's facade schemas by version; none where they are not beside the project. */
export const facadeSchemas: readonly (readonly [version: string, facades: readonly FacadeSchema[]])[] =
  load();

function load(): [string, readonly FacadeSchema[]][] {
  return versions.map((version) => {
    const path = join(folder, `facades-${version}.json`);
    return [version, existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FacadeSchema[]) : []];
  });
}

/** Why tests that need the schemas are skipped; `undefined` where they are there. */
export const schemasMissing = facadeSchemas.some(([, facades]) => facades.length === 0)
  ? `Juju's facade schemas are not at ${folder}: what is checked against them is skipped`
  : undefined;
