import { deployFixture, newState } from '../../support/embedded-domain';

test('units of Kubernetes are removed by scale, the highest first', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin', cloud: 'k8s' });
  await deployFixture(model, 'web-k8s', { units: 3 });
  expect(model.scaleApplication('web-k8s', { change: -1 })).toBe(2);
  expect([...model.units()].map(({ name }) => name)).toEqual(['web-k8s/0', 'web-k8s/1']);
  expect(model.scaleApplication('web-k8s', { scale: 3 })).toBe(3);
  expect([...model.units()].map(({ name }) => name)).toEqual(['web-k8s/0', 'web-k8s/1', 'web-k8s/2']);
  expect(() => model.destroyUnit('web-k8s/0')).toThrow(
    'removing units on a non-container model not supported',
  );
  expect(() => model.addUnits('web-k8s', { count: 1 })).toThrow(
    'adding units to a container-based model not supported',
  );
  expect(() => model.scaleApplication('web-k8s', { change: -9 })).toThrow(
    'cannot remove more units than currently exist',
  );
  expect(() => model.scaleApplication('web-k8s', { scale: -1 })).toThrow('scale < 0 not valid');
  expect(() => model.scaleApplication('x', { scale: 1 })).toThrow('application "x" does not exist');
});
