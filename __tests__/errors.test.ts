import { inspect } from 'node:util';
import { JujuError } from '../src/errors';

class SpecialError extends JujuError {}

test('an error has the name of its own class', () => {
  expect(new SpecialError('it broke').name).toBe('SpecialError');
  expect(String(new SpecialError('it broke'))).toBe('SpecialError: it broke');
});

test('an error has a code, which is empty where none was given', () => {
  expect(new JujuError('it broke', { code: 'not found' }).code).toBe('not found');
  expect(new JujuError('it broke').code).toBe('');
});

test('an error has its cause', () => {
  const cause = new Error('the cable');
  expect(new JujuError('it broke', { cause }).cause).toBe(cause);
});

test('an error prints without its name twice', () => {
  expect(inspect(new SpecialError('it broke'))).not.toContain('[name]');
});
