import { runInThisContext } from 'node:vm';
import { bakeryModule } from '../../src/juju/bakery-module';

test('the bakery, written for browsers, is loaded without leaving a window behind', () => {
  const window = () => runInThisContext('typeof window') as string;
  const before = window();
  expect(bakeryModule()).toHaveProperty('Bakery');
  expect(bakeryModule()).toBe(bakeryModule());
  expect(window()).toBe(before);
});
