import type { CharmAction } from './charm';
import type { YamlMap } from './yaml-map';
import { isMap } from './yaml-map';
import { isReserved } from './check-metadata';

const validName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * The actions of `actions.yaml`, or under `actions` of `charmcraft.yaml`, each with the JSON schema that Juju makes of it.
 *
 * @internal
 */
export function readActions(charmName: string, declared: YamlMap): Map<string, CharmAction> {
  const actions = new Map<string, CharmAction>();
  for (const name of declared.keys) {
    checkName(charmName, name, declared);
    actions.set(name, readAction(name, declared.mapOrNothing(name)));
  }
  return actions;
}

function checkName(charmName: string, name: string, declared: YamlMap): void {
  if (!validName.test(name)) {
    throw declared.problem(`bad action name ${name}`, 'Use lower case letters, digits and dashes.');
  }
  if (isReserved(charmName, name)) {
    const why = name === 'juju' ? '"juju" is a reserved name' : 'the "juju-" prefix is reserved';
    throw declared.problem(`cannot use action name ${name}: ${why}`, 'Give the action another name.');
  }
}

function readAction(name: string, action: YamlMap): CharmAction {
  const schema: Record<string, unknown> = {
    description: 'No description',
    type: 'object',
    title: name,
    properties: {},
  };
  for (const key of action.keys) {
    if (key === 'parallel' || key === 'execution-group') continue;
    schema[key === 'params' ? 'properties' : key] = readSchemaKey(action, key);
  }
  return {
    name,
    description: String(schema['description']),
    parallel: action.has('parallel') ? readFlag(action) : false,
    executionGroup: action.has('execution-group') ? String(readSchemaKey(action, 'execution-group')) : '',
    params: schema,
  };
}

function readFlag(action: YamlMap): boolean {
  const value = action.raw['parallel'];
  if (typeof value !== 'boolean') throw badKey(action, 'parallel', 'a bool');
  return value;
}

function readSchemaKey(action: YamlMap, key: string): unknown {
  const value = action.raw[key];
  switch (key) {
    case 'description':
    case 'title':
    case 'execution-group':
      if (typeof value !== 'string') throw badKey(action, key, 'a string');
      return value;
    case 'required':
      if (!Array.isArray(value)) throw badKey(action, key, 'a YAML list');
      return value;
    case 'params':
      if (!isMap(value))
        throw action.problem(
          'params failed to parse as a map',
          `Make "${action.path}.params" a map of parameters.`,
        );
      checkSchema(action, value);
      return value;
    default:
      checkSchema(action, value);
      return value;
  }
}

/** References to other documents are refused, however deep. */
function checkSchema(action: YamlMap, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) checkSchema(action, item);
  } else if (isMap(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' || key === '$schema') {
        throw action.problem(
          `schema key "${key}" not compatible with this version of juju`,
          `Write the schema of "${action.path}" out.`,
        );
      }
      checkSchema(action, inner);
    }
  }
}

function badKey(action: YamlMap, key: string, wanted: string): Error {
  return action.problem(
    `value for schema key "${key}" must be ${wanted}`,
    `Correct "${action.path}.${key}".`,
  );
}
