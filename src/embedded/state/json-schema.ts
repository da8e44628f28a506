import { isRecord } from '../../is-record';

/** A JSON schema, Draft 4, without references, which Juju refuses. */
type Schema = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a value, in the words of the library that Juju uses.
 *
 * Checked are the keywords that charms use: types, required and additional properties, enum, limits, patterns, items and
 * the combinations `allOf`, `anyOf`, `oneOf`, `not`. `dependencies`, `patternProperties` and `format` are not looked at.
 *
 * @returns the problems; none when the value is valid
 * @internal
 */
export function schemaProblems(schema: Schema, value: unknown, context = '(root)'): string[] {
  const wrongType = typeProblem(schema['type'], value);
  if (wrongType !== undefined) return [problem(context, wrongType, value)];
  return [
    ...ownProblems(schema, value).map((text) => problem(context, text, value)),
    ...combinedProblems(schema, value).map((text) => problem(context, text, value)),
    ...propertyProblems(schema, value, context),
    ...itemProblems(schema, value, context),
  ];
}

/**
 * A copy of the values with the schema's defaults in it, at every depth.
 *
 * @internal
 */
export function withDefaults(
  schema: Schema,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const complete: Record<string, unknown> = { ...values };
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const given = complete[name];
    if (given === undefined && 'default' in property) complete[name] = property['default'];
    else if (isRecord(given) || (given === undefined && hasDefaults(property))) {
      complete[name] = withDefaults(property, isRecord(given) ? given : {});
    }
  }
  return complete;
}

function hasDefaults(schema: Schema): boolean {
  return Object.values(propertiesOf(schema)).some(
    (property) => 'default' in property || hasDefaults(property),
  );
}

function typeProblem(wanted: unknown, value: unknown): string | undefined {
  if (wanted === undefined) return undefined;
  const types = [wanted].flat();
  if (types.some((type) => isOfType(type, value))) return undefined;
  return `must be of type ${types.map(String).join(', ')}`;
}

function isOfType(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'null':
      return value === null;
    default:
      return typeof value === type;
  }
}

function ownProblems(schema: Schema, value: unknown): string[] {
  const problems: string[] = [];
  const { enum: choices, pattern } = schema;
  if (Array.isArray(choices) && !choices.some((choice) => JSON.stringify(choice) === JSON.stringify(value))) {
    problems.push(
      `must match one of the enum values [${choices.map((choice) => JSON.stringify(choice)).join(',')}]`,
    );
  }
  if (typeof value === 'number') problems.push(...numberProblems(schema, value));
  if (typeof value === 'string') {
    problems.push(
      ...sizeProblems(
        schema,
        'Length',
        value.length,
        'string length must be greater or equal to',
        'string length must be lower or equal to',
      ),
    );
    if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value))
      problems.push(`does not match pattern '${pattern}'`);
  }
  if (Array.isArray(value)) {
    problems.push(
      ...sizeProblems(
        schema,
        'Items',
        value.length,
        'array must have at least',
        'array must have at the most',
        ' items',
      ),
    );
    const distinct = new Set(value.map((item) => JSON.stringify(item)));
    if (schema['uniqueItems'] === true && distinct.size < value.length)
      problems.push('array items must be unique');
  }
  return problems;
}

function numberProblems(schema: Schema, value: number): string[] {
  const { minimum, maximum, multipleOf } = schema;
  const problems: string[] = [];
  if (typeof minimum === 'number') {
    if (schema['exclusiveMinimum'] === true && value <= minimum)
      problems.push(`must be greater than ${minimum}`);
    else if (value < minimum) problems.push(`must be greater than or equal to ${minimum}`);
  }
  if (typeof maximum === 'number') {
    if (schema['exclusiveMaximum'] === true && value >= maximum)
      problems.push(`must be lower than ${maximum}`);
    else if (value > maximum) problems.push(`must be lower than or equal to ${maximum}`);
  }
  if (typeof multipleOf === 'number' && value % multipleOf !== 0)
    problems.push(`must be a multiple of ${multipleOf}`);
  return problems;
}

function sizeProblems(
  schema: Schema,
  what: string,
  size: number,
  least: string,
  most: string,
  unit = '',
): string[] {
  const [min, max] = [schema[`min${what}`], schema[`max${what}`]];
  if (typeof min === 'number' && size < min) return [`${least} ${min}${unit}`];
  if (typeof max === 'number' && size > max) return [`${most} ${max}${unit}`];
  return [];
}

function combinedProblems(schema: Schema, value: unknown): string[] {
  const valid = (inner: unknown) => !isRecord(inner) || schemaProblems(inner, value).length === 0;
  const { allOf, anyOf, oneOf, not } = schema;
  const problems: string[] = [];
  if (Array.isArray(allOf) && !allOf.every(valid)) problems.push('must validate all the schemas (allOf)');
  if (Array.isArray(anyOf) && !anyOf.some(valid)) problems.push('must validate at least one schema (anyOf)');
  if (Array.isArray(oneOf) && oneOf.filter(valid).length !== 1)
    problems.push('must validate one and only one schema (oneOf)');
  if (isRecord(not) && valid(not)) problems.push('must not validate the schema (not)');
  return problems;
}

function propertyProblems(schema: Schema, value: unknown, context: string): string[] {
  if (!isRecord(value)) return [];
  const properties = propertiesOf(schema);
  const { required, additionalProperties } = schema;
  const problems: string[] = [];
  for (const name of Array.isArray(required) ? required.map(String) : []) {
    if (!(name in value))
      problems.push(problem(context, `"${name}" property is missing and required`, value));
  }
  for (const [name, inner] of Object.entries(value)) {
    const known = properties[name];
    if (known !== undefined) problems.push(...schemaProblems(known, inner, `${context}.${name}`));
    else if (additionalProperties === false)
      problems.push(problem(context, `additional property "${name}" is not allowed`, value));
    else if (isRecord(additionalProperties))
      problems.push(...schemaProblems(additionalProperties, inner, `${context}.${name}`));
  }
  return problems;
}

function itemProblems(schema: Schema, value: unknown, context: string): string[] {
  const { items } = schema;
  if (!Array.isArray(value) || !isRecord(items)) return [];
  return value.flatMap((item, index) => schemaProblems(items, item, `${context}.${index}`));
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  const { properties } = schema;
  return isRecord(properties) ? (properties as Readonly<Record<string, Schema>>) : {};
}

function problem(context: string, text: string, value: unknown): string {
  return `${context} : ${text}, given ${JSON.stringify(value)}`;
}
