import type { JujuSeries } from '../../../src/embedded/state/profile';
import { ModelConfig } from '../../../src/embedded/state/model-config';

const identity = {
  name: 'test',
  type: 'lxd',
  uuid: '5d9fc1a5-6b1c-4a3f-8a9d-1f2e3d4c5b6a',
  'agent-version': '3.6.28',
};
const config = (given: Record<string, unknown> = {}, series: JujuSeries = '3.6') =>
  new ModelConfig({ series, identity, given });

test.each([
  ['3.6', 'default-space', ''],
  ['3.6', 'fan-config', ''],
  ['3.6', 'secret-backend', 'auto'],
  ['4.0', 'fan-config', undefined],
  ['4.0', 'update-status-hook-interval', '5m'],
  ['4.0', 'automatically-retry-hooks', true],
] as const)('Juju %s has the default of %s', (series, key, value) => {
  expect(config({}, series).entries().get(key)).toEqual(
    value === undefined ? undefined : { value, source: 'default' },
  );
});

test('a value that was set has the source model, and goes back to its default when it is unset', () => {
  const values = config();
  values.set({ 'update-status-hook-interval': '10m' });
  expect(values.entries().get('update-status-hook-interval')).toEqual({ value: '10m', source: 'model' });
  values.unset(['update-status-hook-interval']);
  expect(values.entries().get('update-status-hook-interval')).toEqual({ value: '5m', source: 'default' });
});

test('a value that is set to its default counts as default, as in Juju', () => {
  const values = config({ 'test-mode': false });
  expect(values.entries().get('test-mode')).toEqual({ value: false, source: 'default' });
});

test('a default of the controller is shown with its source, and a model overrides it', () => {
  const values = new ModelConfig({
    series: '3.6',
    identity,
    inherited: { controller: { 'http-proxy': 'http://p' } },
  });
  expect(values.entries().get('http-proxy')).toEqual({ value: 'http://p', source: 'controller' });
  values.set({ 'http-proxy': 'http://q' });
  expect(values.entries().get('http-proxy')).toEqual({ value: 'http://q', source: 'model' });
});

test('texts become flags and numbers where the key asks for them', () => {
  const values = config({
    'test-mode': 'true',
    'net-bond-reconfigure-delay': '30',
    'resource-tags': 'a=1 b=2',
  });
  expect([
    values.get('test-mode'),
    values.get('net-bond-reconfigure-delay'),
    values.get('resource-tags'),
  ]).toEqual([true, 30, { a: '1', b: '2' }]);
});

test('a key that Juju does not know is kept', () => {
  const values = config({ 'my-key': 'x' });
  expect(values.entries().get('my-key')).toEqual({ value: 'x', source: 'model' });
  values.unset(['my-key']);
  expect(values.entries().has('my-key')).toBe(false);
});

test('an interval of ten seconds is taken, as Juju takes it although it means not to', () => {
  expect(config({ 'update-status-hook-interval': '10s' }).updateStatusIntervalMs).toBe(10_000);
});

test.each([
  [
    { 'automatically-retry-hooks': 'perhaps' },
    'automatically-retry-hooks: expected bool, got string("perhaps")',
  ],
  [
    { 'net-bond-reconfigure-delay': 'long' },
    'net-bond-reconfigure-delay: expected number, got string("long")',
  ],
  [{ 'http-proxy': 5 }, 'http-proxy: expected string, got number(5)'],
  [
    { 'update-status-hook-interval': 'often' },
    'invalid update status hook interval in model configuration: time: invalid duration "often"',
  ],
  [
    { 'max-action-results-age': '1 day' },
    'invalid max action age in model configuration: time: invalid duration "1 day"',
  ],
  [
    { 'max-action-results-size': 'big' },
    'invalid max action size in model configuration: expected a non-negative number, got "big"',
  ],
  [{ 'logging-config': 'loud' }, 'config value expected \'=\', found "loud"'],
  [{ 'logging-config': '<root>=LOUD' }, 'unknown severity level "LOUD"'],
  [{ 'container-networking-method': 'magic' }, 'Invalid value for container-networking-method - magic'],
  [{ mode: 'fast' }, 'mode(s) "fast" not valid'],
  [{ 'ssh-allow': 'everybody' }, 'cidr "everybody" not valid'],
  [{ 'resource-tags': 'x' }, 'resource-tags: expected "key=value", got "x"'],
  [{ 'resource-tags': 'juju-x=1' }, 'validating resource tags: tag "juju-x" uses reserved prefix "juju-"'],
  [{ 'agent-version': '9.9.9' }, 'agent-version cannot be changed'],
  [{ 'charmhub-url': 'https://x' }, 'charmhub-url cannot be changed'],
  [{ 'authorized-keys': 'ssh-rsa' }, 'authorized-keys cannot be set'],
  [{ name: 'other' }, 'cannot change name from "test" to "other"'],
  [{ 'firewall-mode': 'global' }, 'cannot change firewall-mode from "instance" to "global"'],
])('%p is refused, and nothing is changed', (values, message) => {
  const before = config();
  expect(() => before.set({ 'test-mode': true, ...values })).toThrow(message);
  expect(before.get('test-mode')).toBe(false);
});
