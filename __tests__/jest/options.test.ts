import type { JestEnvironmentConfig } from '@jest/environment';

import { OptionError } from '../../src/jest/errors';
import { readOptions } from '../../src/jest/options';

interface Given {
  readonly config?: Record<string, unknown>;
  readonly env?: Record<string, string>;
  /** Options in the docblock of the test file; Jest merges them into the configuration before we see them. */
  readonly docblock?: Record<string, unknown>;
}

function read({ config = {}, env = {}, docblock }: Given) {
  const testEnvironmentOptions = { ...config, ...docblock };
  const pragmas = docblock && { 'jest-environment-options': JSON.stringify(docblock) };
  return readOptions(
    { globalConfig: {}, projectConfig: { testEnvironmentOptions } } as unknown as JestEnvironmentConfig,
    { testPath: '/project/deploy.test.ts', docblockPragmas: pragmas ?? {} },
    env,
  );
}

function messageOf(given: Given): string {
  try {
    read(given);
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    return (error as Error).message;
  }
  return 'no error';
}

test('the docblock goes before the environment, and that before the configuration', () => {
  const given = {
    config: { cloud: 'config', controller: 'config', modelAlias: 'config' },
    env: { JEST_OPERATOR_CLOUD: 'env', JEST_OPERATOR_CONTROLLER: 'env' },
    docblock: { cloud: 'docblock' },
  };

  expect(read(given).options).toEqual({ cloud: 'docblock', controller: 'env', modelAlias: 'config' });
});

test('what switches the embedded controller on leaves what the configuration says of it', () => {
  const given = { config: { embedded: { execute: true } }, env: { JEST_OPERATOR_EMBEDDED: 'true' } };

  expect(read(given).options).toEqual({ embedded: { execute: true } });
  expect(messageOf({ ...given, config: { embedded: { juju: '2.9' } } })).toMatch(
    /^option embedded in testEnv/,
  );
});

test.each([
  ['JEST_OPERATOR_KEEP_MODELS', 'true', { keepModels: true }],
  ['JEST_OPERATOR_KEEP_MODELS', '0', { keepModels: false }],
  ['JEST_OPERATOR_KEEP_MODELS', 'on-failure', { keepModels: 'on-failure' }],
  ['JEST_OPERATOR_EVIDENCE', 'false', { evidence: false }],
  ['JEST_OPERATOR_EVIDENCE', 'ci/kept', { evidence: 'ci/kept' }],
  ['JEST_OPERATOR_JUJU_MAX_FRAME_SIZE', '65536', { jujuMaxFrameSize: 65536 }],
  ['JEST_OPERATOR_DESTROY_TIMEOUT', '90s', { destroyTimeout: '90s' }],
  ['JEST_OPERATOR_DESTROY_TIMEOUT', '5000', { destroyTimeout: 5000 }],
  ['JEST_OPERATOR_MODEL_CONFIG', 'model.yaml', { modelConfig: 'model.yaml' }],
  ['JEST_OPERATOR_MODEL_CONFIG', '{"test-mode":true}', { modelConfig: { 'test-mode': true } }],
  ['JEST_OPERATOR_EMBEDDED', 'true', { embedded: true }],
  ['JEST_OPERATOR_EMBEDDED', '{"seed":"random"}', { embedded: { seed: 'random' } }],
  ['JEST_OPERATOR_EMBEDDED', '{"juju":"4.0"}', { embedded: { juju: '4.0' } }],
  ['JEST_OPERATOR_MODEL', '1', { model: '1' }],
  ['JEST_OPERATOR_LIVE_OUTPUT', 'true', { liveOutput: true }],
  ['JEST_OPERATOR_CRASH_DUMP', 'on-failure', { crashDump: 'on-failure' }],
  ['JEST_OPERATOR_NO_CRASH_DUMP', '1', { noCrashDump: true }],
  ['JEST_OPERATOR_CRASH_DUMP_ARGS', '-c --bug=1234567', { crashDumpArgs: '-c --bug=1234567' }],
  ['JEST_OPERATOR_CRASH_DUMP_ARGS', '["-c", "a b"]', { crashDumpArgs: ['-c', 'a b'] }],
  ['JEST_OPERATOR_CRASH_DUMP_OUTPUT', 'artifacts', { crashDumpOutput: 'artifacts' }],
  ['JEST_OPERATOR_CHARMCRAFT_ARGS', "--platform='a b'", { charmcraftArgs: "--platform='a b'" }],
  ['JEST_OPERATOR_DESTRUCTIVE_MODE', 'true', { destructiveMode: true }],
  ['JEST_OPERATOR_CHARM_CACHE', 'false', { charmCache: false }],
  ['JEST_OPERATOR_CHARM_CACHE', '/mnt/cache', { charmCache: '/mnt/cache' }],
  ['JEST_OPERATOR_CHARM_FILE', './web.charm', { charmFile: './web.charm' }],
  ['JEST_OPERATOR_CHARM_FILE', '{"web": "./web.charm"}', { charmFile: { web: './web.charm' } }],
  ['JEST_OPERATOR_CHARMHUB_URL', 'http://mirror:8080', { charmhubUrl: 'http://mirror:8080' }],
])('%s=%s is read as its option has it', (variable, text, options) => {
  expect(read({ env: { [variable]: text } }).options).toEqual(options);
});

test('a variable that is set to nothing counts as not set', () => {
  expect(read({ config: { model: 'mine' }, env: { JEST_OPERATOR_MODEL: '' } }).options).toEqual({
    model: 'mine',
  });
});

test('a variable can turn off what the configuration turns on', () => {
  const given = { config: { embedded: { charms: {} } }, env: { JEST_OPERATOR_EMBEDDED: 'false' } };

  expect(read(given).options).toEqual({ embedded: false });
});

test('Jest is left with its own options, and without ours', () => {
  const { config } = read({ config: { model: 'x', customExportConditions: ['node'], globalsCleanup: 'on' } });

  expect(config.projectConfig.testEnvironmentOptions).toEqual({
    customExportConditions: ['node'],
    globalsCleanup: 'on',
  });
});

test('an unknown option is named with its value, its place and what was probably meant', () => {
  expect(messageOf({ config: { keepModel: true } })).toBe(
    'Unknown option keepModel (value true (boolean)) in testEnvironmentOptions. Did you mean keepModels?',
  );
  expect(messageOf({ docblock: { modelalias: 'x' } })).toBe(
    'Unknown option modelalias (value "x" (string)) in the docblock of deploy.test.ts. Did you mean modelAlias?',
  );
  expect(messageOf({ config: { somethingElse: 1 } })).toMatch(
    /^Unknown option somethingElse .* jest-operator knows: cloud, controller, model, .*, embedded$/,
  );
  expect(messageOf({ env: { JEST_OPERATOR_KEEPMODELS: 'true' } })).toBe(
    'Unknown environment variable JEST_OPERATOR_KEEPMODELS (value "true"). Did you mean JEST_OPERATOR_KEEP_MODELS?',
  );
  expect(messageOf({ env: { JEST_OPERATOR_BASETEMP: '/x' } })).toContain(
    'Did you mean JEST_OPERATOR_BASE_TEMP?',
  );
});

test.each<[Given, string]>([
  [
    { config: { keepModels: 'yes' } },
    'option keepModels in testEnvironmentOptions must be true, false or \'on-failure\'; got "yes" (string)',
  ],
  [
    { env: { JEST_OPERATOR_KEEP_MODELS: 'yes' } },
    'JEST_OPERATOR_KEEP_MODELS must be true, false or \'on-failure\'; got "yes" (string)',
  ],
  [
    { config: { model: 3 } },
    'option model in testEnvironmentOptions must be a text that is not empty; got 3 (number)',
  ],
  [
    { config: { cloud: ' ' } },
    'option cloud in testEnvironmentOptions must be a text that is not empty; got " " (string)',
  ],
  [{ config: { jujuMaxFrameSize: -1 } }, 'must be a whole number above 0; got -1 (number)'],
  [
    { env: { JEST_OPERATOR_JUJU_MAX_FRAME_SIZE: '1e6' } },
    'must be a whole number above 0; got "1e6" (string)',
  ],
  [
    { config: { destroyTimeout: 'soon' } },
    "or a text such as '90s', '10m' or '1h30m'; got \"soon\" (string)",
  ],
  [{ config: { modelConfig: [] } }, 'must be the path of a YAML file, or an object; got [] (array)'],
  [
    { docblock: { embedded: { juju: '2.9' } } },
    "option embedded in the docblock of deploy.test.ts: juju must be one of '3.6', '4.0'; got \"2.9\" (string)",
  ],
  [
    { env: { JEST_OPERATOR_EMBEDDED: 'yes' } },
    'JEST_OPERATOR_EMBEDDED must be true, false or an object with any of juju, timeScale, charms, charmhub,',
  ],
  [
    { config: { embedded: { velocity: 2 } } },
    'option embedded in testEnvironmentOptions: there is no velocity. There are: juju, timeScale, charms,',
  ],
  [{ config: { embedded: { execut: true } } }, 'there is no execut. Did you mean execute?'],
  [
    { config: { embedded: { juju: '3.6', isolation: 'docker' } } },
    "isolation must be one of 'auto', 'jail', 'guard', 'none'; got \"docker\" (string)",
  ],
  [{ config: { embedded: { seed: -1 } } }, "seed must be a whole number from 0 on, or 'random'; got -1"],
  [{ config: { embedded: { charms: { web: 1 } } } }, 'got {"web":1} (object)'],
  [
    { config: { crashDump: 'not-a-real-option' } },
    "must be one of 'always', 'on-failure', 'legacy', 'never'; got \"not-a-real-option\" (string)",
  ],
  [{ config: { crashDumpArgs: "it's" } }, 'must be a list of arguments, or a text with arguments as a shell'],
  [
    { config: { charmcraftArgs: [1] } },
    'must be a list of arguments, or a text with arguments as a shell has',
  ],
  [{ config: { charmCache: 1 } }, 'must be true, false or the path of a folder; got 1 (number)'],
  [
    { config: { charmFile: { web: '' } } },
    'must be the path of a packed charm, or an object with a path for',
  ],
  [{ config: { charmhubUrl: 'ftp://x' } }, "must be a URL such as 'https://charmhub.example.com'; got"],
  [{ env: { JEST_OPERATOR_EMBEDDED: '{juju}' } }, 'JEST_OPERATOR_EMBEDDED must be true, false or an object'],
])('a value of the wrong form is refused: %j', (given, message) => {
  expect(messageOf(given)).toContain(message);
});

test.each<[Record<string, unknown>, string]>([
  [{ noDeploy: true }, 'noDeploy needs model: the name of a model in which the charms are deployed already'],
  [{ noDeploy: true, model: 'x', embedded: true }, 'noDeploy does not go with embedded'],
  [{ controller: 'prod', embedded: true }, 'controller ("prod" (string)) does not go with embedded'],
])('options that do not go together are refused: %j', (config, message) => {
  expect(messageOf({ config })).toContain(message);
});

test('options given twice in a docblock are refused, because Jest heeds neither', () => {
  const pragmas = { 'jest-environment-options': ['{"model":"a"}', '{"cloud":"b"}'] };
  const config = { projectConfig: { testEnvironmentOptions: {} } } as unknown as JestEnvironmentConfig;

  expect(() => readOptions(config, { testPath: '/p/a.test.ts', docblockPragmas: pragmas }, {})).toThrow(
    'a.test.ts has 2 @jest-environment-options lines, and Jest heeds none of them then',
  );
});

test.each(['jest-environment-option', 'jest-enviroment-options', 'jest-operator-options'])(
  'options that a docblock gives as @%s are refused, because nobody would heed them',
  (name) => {
    const config = { projectConfig: { testEnvironmentOptions: {} } } as unknown as JestEnvironmentConfig;
    const context = { testPath: '/p/a.test.ts', docblockPragmas: { [name]: '{"model":"a"}' } };

    expect(() => readOptions(config, context, {})).toThrow(
      `Nobody heeds @${name} in the docblock of a.test.ts. Options of a file are given by ` +
        '@jest-environment-options and a JSON object',
    );
  },
);

test('what other tools have in a docblock is let be', () => {
  const config = { projectConfig: { testEnvironmentOptions: {} } } as unknown as JestEnvironmentConfig;
  const docblockPragmas = { 'jest-environment': 'x', 'jest-config-loader': 'y', option: 'z', jest: '' };

  expect(readOptions(config, { testPath: '/p/a.test.ts', docblockPragmas }, {}).options).toEqual({});
});
