import { deafLine, interruptedLine, leftToBackground } from '../../../src/jest/report/interruption-report';

test('an interruption names what is destroyed, and what a second one does', () => {
  expect(interruptedLine('SIGINT', ['lab:a', 'cloud k8s of controller lab'])).toBe(
    'interrupted by SIGINT: destroying lab:a, cloud k8s of controller lab; interrupt again to leave that to the background',
  );
  expect(leftToBackground('interrupted again', ['lab:a'])).toEqual([
    'interrupted again: a process in the background destroys lab:a',
  ]);
});

test('it is heard also where there is nothing to destroy', () => {
  expect(interruptedLine('SIGTERM', [])).toBe('interrupted by SIGTERM');
  expect(leftToBackground('interrupted again', [])).toEqual([]);
});

test('a worker that does not hear is named by what it is at', () => {
  expect(deafLine([`${process.cwd()}/a.test.ts`])).toBe(
    'a.test.ts never gives way to the event loop: its worker is killed, and what it has made cleared away',
  );
});
