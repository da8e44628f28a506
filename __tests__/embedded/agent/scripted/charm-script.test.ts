import type { CharmScript } from '../../../../src/embedded/agent/scripted/charm-script';
import { charm } from '../../../../src/embedded/agent/scripted/charm-script';
import { nearestName } from '../../../../src/nearest-name';

const nothing = () => undefined;

test('a script is given back as it is', () => {
  const script: CharmScript = {
    on: {
      install: nothing,
      'db-relation-changed': nothing,
      'data-storage-attached': nothing,
      'web-pebble-ready': nothing,
    },
    actions: { greet: nothing },
    exec: () => 'x',
  };
  expect(charm(script)).toBe(script);
});

test.each([
  [{ on: { instal: nothing } }, 'Juju has no hook "instal"; did you mean "install"?'],
  [{ on: { configChanged: nothing } }, 'Juju has no hook "configChanged"; did you mean "config-changed"?'],
  [
    { on: { 'db-relation-change': nothing } },
    'Juju has no hook "db-relation-change"; did you mean "db-relation-changed"?',
  ],
  [
    { on: { 'data-storage-detached': nothing } },
    'Juju has no hook "data-storage-detached"; did you mean "data-storage-attached"?',
  ],
  [{ on: { dance: nothing } }, 'Juju has no hook "dance"'],
  [{ on: { '-relation-changed': nothing } }, 'Juju has no hook "-relation-changed"'],
  [{ on: { install: 'x' } }, "on['install'] must be a function, got string"],
  [{ actions: { greet: {} } }, "actions['greet'] must be a function, got object"],
  [{ exec: 'ls' }, 'exec must be a function, got string'],
  [{ action: {} }, 'a script has no "action"; did you mean "actions"?'],
  [{ hooks: {} }, 'a script has no "hooks"; it may have on, actions, exec, provides,'],
])('the script %p is refused, with what was meant', (script, message) => {
  const check = () => charm(script as CharmScript);
  expect(check).toThrow(message);
});

test('the nearest name is found, and none that is far', () => {
  expect(nearestName('udpate-status', ['update-status', 'start'])).toBe('update-status');
  expect(nearestName('x', ['update-status', 'start'])).toBeUndefined();
});
