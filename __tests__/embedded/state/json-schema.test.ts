import { schemaProblems, withDefaults } from '../../../src/embedded/state/json-schema';

test.each([
  [{ type: 'integer', minimum: 1, maximum: 5 }, 3, []],
  [{ type: 'integer', minimum: 1 }, 0, ['(root) : must be greater than or equal to 1, given 0']],
  [{ minimum: 1, exclusiveMinimum: true }, 1, ['(root) : must be greater than 1, given 1']],
  [{ maximum: 5 }, 6, ['(root) : must be lower than or equal to 5, given 6']],
  [{ maximum: 5, exclusiveMaximum: true }, 5, ['(root) : must be lower than 5, given 5']],
  [{ multipleOf: 2 }, 3, ['(root) : must be a multiple of 2, given 3']],
  [{ type: 'integer' }, 1.5, ['(root) : must be of type integer, given 1.5']],
  [{ type: ['string', 'null'] }, null, []],
  [{ enum: ['a', 'b'] }, 'c', ['(root) : must match one of the enum values ["a","b"], given "c"']],
  [{ minLength: 2 }, 'a', ['(root) : string length must be greater or equal to 2, given "a"']],
  [{ maxLength: 2 }, 'abc', ['(root) : string length must be lower or equal to 2, given "abc"']],
  [{ pattern: '^a' }, 'b', ['(root) : does not match pattern \'^a\', given "b"']],
  [{ minItems: 1 }, [], ['(root) : array must have at least 1 items, given []']],
  [{ maxItems: 1 }, [1, 2], ['(root) : array must have at the most 1 items, given [1,2]']],
  [{ uniqueItems: true }, [1, 1], ['(root) : array items must be unique, given [1,1]']],
  [{ items: { type: 'string' } }, ['a', 1], ['(root).1 : must be of type string, given 1']],
  [
    { anyOf: [{ type: 'string' }, { type: 'null' }] },
    1,
    ['(root) : must validate at least one schema (anyOf), given 1'],
  ],
  [
    { oneOf: [{ type: 'number' }, { minimum: 0 }] },
    1,
    ['(root) : must validate one and only one schema (oneOf), given 1'],
  ],
  [{ allOf: [{ minimum: 2 }] }, 1, ['(root) : must validate all the schemas (allOf), given 1']],
  [{ not: { type: 'number' } }, 1, ['(root) : must not validate the schema (not), given 1']],
  [{ additionalProperties: { type: 'string' } }, { a: 1 }, ['(root).a : must be of type string, given 1']],
])('%j says of %j what is wrong with it', (schema, value, problems) => {
  expect(schemaProblems(schema, value)).toEqual(problems);
});

test('defaults do not overwrite, and do not change what was given', () => {
  const given = { a: 1, deep: { b: 2 } };
  const schema = {
    properties: {
      a: { default: 9 },
      c: { default: 3 },
      deep: { properties: { b: { default: 9 }, d: { default: 4 } } },
    },
  };
  expect(withDefaults(schema, given)).toEqual({ a: 1, c: 3, deep: { b: 2, d: 4 } });
  expect(given).toEqual({ a: 1, deep: { b: 2 } });
});
