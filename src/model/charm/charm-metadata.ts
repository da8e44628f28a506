import { isRecord } from '../../is-record';
import { CharmError } from '../errors';
import { type CharmBase, charmBases } from './charm-bases';
import type { ResourceDefinition } from '../resources/resource-input';
import { type CharmFiles, charmYaml } from './charm-files';

/** What deploying a charm has to know of it. @internal */
export interface CharmMetadata {
  readonly name: string;
  readonly subordinate: boolean;
  /** The operating systems that it is for, as far as it says. */
  readonly bases: readonly CharmBase[];
  /** The resources that it declares. */
  readonly resources: readonly ResourceDefinition[];
}

/**
 * Reads what a charm says of itself: in metadata.yaml, or in a charmcraft.yaml that holds everything.
 *
 * @throws CharmError where it says nothing, or has no valid name
 * @internal
 */
export function charmMetadata(files: CharmFiles, path: string): CharmMetadata {
  const source = files['metadata.yaml'] === undefined ? 'charmcraft.yaml' : 'metadata.yaml';
  if (files[source] === undefined) {
    throw new CharmError(
      `There is no charm at ${path}: it has neither a metadata.yaml nor a charmcraft.yaml. ` +
        'Give the folder of a charm, or the .charm file that `charmcraft pack` makes.',
      path,
    );
  }
  const { name, subordinate, resources } = charmYaml(files, source, path);
  if (typeof name !== 'string' || !validName.test(name)) {
    throw new CharmError(
      `${source} of the charm at ${path} must have a valid "name"; it has ${JSON.stringify(name)}`,
      path,
    );
  }
  return {
    name,
    subordinate: subordinate === true,
    bases: charmBases(files, path),
    resources: isRecord(resources) ? Object.entries(resources).map(resourceOf) : [],
  };
}

/** A resource as metadata.yaml declares it; what is wrong with it the controller says. */
function resourceOf([name, declared]: [string, unknown]): ResourceDefinition {
  const { type, filename, description } = isRecord(declared) ? declared : {};
  return {
    name,
    type: typeof type === 'string' ? type : 'file',
    filename: typeof filename === 'string' ? filename : '',
    description: typeof description === 'string' ? description : '',
  };
}

const validName = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/;
