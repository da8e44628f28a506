import { checkCommandLine } from '../../src/jest/command-line';

const message = (...args: string[]) => {
  try {
    checkCommandLine(args);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test.each([
  [[]],
  [['--ci', 'deploy']],
  [['--testEnvironmentOptions={"model":"x"}']],
  [['--testEnvironmentOptions', '{"model":"x"}', '-i']],
  [['--test-environment-options= {"model":"x"}']],
  [['--testEnvironment=node']],
])('what Jest heeds is let through: %j', (args) => {
  expect(message(...args)).toBe('');
});

test.each([
  [['--testEnvironmentOptions.model=x'], '{"model":"x"}'],
  [['--test-environment-options.keepModels', 'true'], '{"keepModels":true}'],
  [['--testEnvironmentOptions=model=x'], '{"model":"x"}'],
  [['--testEnvironmentOptions', 'keepModels=true'], '{"keepModels":true}'],
  [['--testEnvironmentOptions.embedded.juju=4.0'], '{"embedded":{"juju":"4.0"}}'],
  [['--testEnvironmentOptions={"a":1}', '--testEnvironmentOptions={"b":2}'], '{"a":1,"b":2}'],
  [['--testEnvironmentOptions={"model":'], '{"model":"my-model"}'],
  [['--testEnvironmentOptions'], '{"model":"my-model"}'],
])('what Jest would ignore is refused with what to write: %j', (args, corrected) => {
  expect(message(...args)).toContain(args.join(' '));
  expect(message(...args)).toContain('would be ignored by Jest without a word');
  expect(message(...args)).toContain(`--testEnvironmentOptions='${corrected}'`);
});
