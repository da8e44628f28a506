import { newModelName } from '../../src/ops-test/model-names';

const suffix = /^(.*)-([a-z0-9]{4})$/;

test.each([
  ['/repo/test/test_foo.test.ts', 'test-foo'],
  ['/repo/test/My Charm.spec.tsx', 'my-charm'],
  ['/repo/test/web.test.mjs', 'web'],
  ['/repo/test/web_test.js', 'web'],
  ['/repo/test/deploy.integration.test.ts', 'deploy-integration'],
  ['/repo/test/Übergröße.test.ts', 'ubergro-e'],
  ['/repo/test/__web__.test.ts', 'web'],
  ['/repo/test/3scale.test.ts', 'test-3scale'],
  ['/repo/test/日本.test.ts', 'test'],
  ['/repo/test/.test.ts', 'test'],
])('the file %s names its model %s, with a random end', (path, stem) => {
  expect(suffix.exec(newModelName(path))?.[1]).toBe(stem);
});

test('the name of a further model has its alias in it', () => {
  expect(suffix.exec(newModelName('/repo/web.test.ts', 'My_Cos'))?.[1]).toBe('web-my-cos');
});

test.each([
  ['a long file name', `/repo/${'very-long-name-'.repeat(10)}.test.ts`, ''],
  ['a long alias', '/repo/web.test.ts', 'long-alias-'.repeat(10)],
  ['both', `/repo/${'very-long-name-'.repeat(10)}.test.ts`, 'long-alias-'.repeat(10)],
])('%s is cut so that the name is one for Juju and for Kubernetes', (_, path, alias) => {
  const name = newModelName(path, alias);

  expect(name.length).toBeLessThanOrEqual(40);
  expect(name).toMatch(/^[a-z]([a-z0-9]|-(?!-))*[a-z0-9]$/);
});

test('two names for the same file differ', () => {
  const names = new Set(Array.from({ length: 50 }, () => newModelName('/repo/web.test.ts')));

  expect(names.size).toBeGreaterThan(45);
});
