import { skipReport } from '../../../src/jest/report/skip-report';

test('skipped tests are listed by reason, in order', () => {
  const skipped = [
    { test: 'a', reason: '"deploys" failed' },
    { test: 'b', reason: 'it is marked skipIfDeployed' },
    { test: 'block › c', reason: '"deploys" failed' },
  ];

  expect(skipReport('web.test.ts', skipped)).toEqual([
    'web.test.ts: 2 tests skipped, because "deploys" failed:',
    '  ○ a',
    '  ○ block › c',
    'web.test.ts: 1 test skipped, because it is marked skipIfDeployed:',
    '  ○ b',
  ]);
});

test('there is nothing to say when all ran', () => {
  expect(skipReport('web.test.ts', [])).toEqual([]);
});
