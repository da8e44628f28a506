import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import node from 'eslint-plugin-n';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The layers, left to right: each may import only those to its right, and the kernel (`src/*.ts`). */
const layers = ['jest', 'ops-test', 'model', 'juju'];

/** What a file of `layer` must not import. */
function forbidden(layer) {
  const left = layers.slice(0, layers.indexOf(layer));
  const folders = layer === 'jest' ? [] : [...left, 'embedded'];
  return folders.map((folder) => ({
    group: [`**/${folder}/*`, `**/${folder}/**`],
    message: `src/${layer} must not know src/${folder}: the layers point one way (docs/architecture.md).`,
  }));
}

const wsOnlyInTransports = {
  name: 'ws',
  message: 'Only src/juju/transport.ts and src/embedded/server know the websocket library.',
};

const layerRules = layers.map((layer) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: {
    'no-restricted-imports': ['error', { paths: [wsOnlyInTransports], patterns: forbidden(layer) }],
  },
}));

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'fixtures/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  ...layerRules,
  {
    files: ['src/embedded/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/jest/**', '**/ops-test/**', '**/model/**', '**/juju/**', '!**/juju/wire-types'],
              message: 'The embedded controller shares only the wire types with the client.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/juju/transport.ts', 'src/juju/log-stream.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['**/*.{js,cjs,mjs}'],
    plugins: { n: node },
    languageOptions: {
      sourceType: 'commonjs',
      globals: {
        module: 'writable',
        require: 'readonly',
        process: 'readonly',
        console: 'readonly',
        __dirname: 'readonly',
        __filename: 'readonly',
        Buffer: 'readonly',
        setImmediate: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
      },
    },
    rules: { 'n/no-missing-require': 'off' },
  },
  { files: ['**/*.mjs'], languageOptions: { sourceType: 'module' } },
  {
    files: ['__tests__/**/*.ts', 'example/**/*.ts', 'interop/**/*.ts', 'slow/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expectTypeOf', 'eventually'] }],
      'jest/no-standalone-expect': [
        'error',
        { additionalTestBlockFunctions: ['test.abortOnFail', 'test.skipIfDeployed', 'onLinux'] },
      ],
      'jest/no-disabled-tests': 'error',
    },
  },
  prettier,
);
