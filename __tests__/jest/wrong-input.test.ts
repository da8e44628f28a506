import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { embeddedForJest } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';
import { jestMajors } from '../support/jest-run';
import { ClientData } from '../support/juju-client-data';
import { createCertificates } from '../../src/embedded/x509/server-certificates';

jest.setTimeout(120_000);

const lab = embeddedForJest();
const aTest = "test('never runs', () => {});";
const withOptions = (options: object) =>
  `/** @jest-environment-options ${JSON.stringify(options)} */\n${aTest}`;

beforeAll(() => {
  for (const name of ['alice', 'bob']) {
    lab.controller.state.users.add({ createdBy: 'admin', name, password: `${name}-password` });
  }
});

interface ClientYaml {
  controllers: Record<string, Record<string, unknown>>;
}

/** The client's files of the lab, with more controllers that are all the lab, each registered wrongly. */
async function wrongRegistrations(): Promise<ClientData> {
  const { jujuData } = lab.controller;
  const read = async (name: string) => load(await readFile(join(jujuData, name), 'utf8')) as ClientYaml;
  const { lab: good = {} } = (await read('controllers.yaml')).controllers;
  const { lab: account = {} } = (await read('accounts.yaml')).controllers;
  return ClientData.make({
    controllers: {
      lab: good,
      'other-ca': { ...good, 'ca-cert': createCertificates().caCert },
      'other-password': good,
      'as-alice': good,
    },
    accounts: {
      lab: account,
      'other-ca': account,
      'other-password': { ...account, password: 'wrong-password' },
      'as-alice': { user: 'alice', password: 'alice-password' },
    },
    current: 'lab',
  });
}

test.each(jestMajors)('each ends its file with one message, on Jest %i', async (major) => {
  const client = await wrongRegistrations();
  lab.controller.state.addModel({ name: 'private', owner: 'bob' });
  const temporary = await mkdtemp(join(tmpdir(), 'wrong-input-'));
  await using project = await JestProject.of('plain', {
    jujuData: client.directory,
    files: {
      'unknown-option.test.ts': withOptions({ modle: 'x' }),
      'wrong-type.test.ts': withOptions({ keepModels: 'yes' }),
      'no-deploy.test.ts': withOptions({ noDeploy: true }),
      'no-controller.test.ts': withOptions({ controller: 'nowhere' }),
      'other-ca.test.ts': withOptions({ controller: 'other-ca' }),
      'other-password.test.ts': withOptions({ controller: 'other-password' }),
      'other-user.test.ts': withOptions({ controller: 'as-alice', model: 'bob/private' }),
      'no-metadata.test.ts': "test('deploys', () => opsTest.model.deploy('.'));",
      'no-model-config.test.ts': withOptions({ modelConfig: 'nowhere.yaml' }),
      'no-charm-script.test.ts': withOptions({ embedded: { charms: { web: './nowhere.ts' } } }),
    },
  });

  const { fileErrors, output, exitCode } = await jestResults(
    project,
    ['-i', 'option', 'wrong-type', 'no-', 'other-'],
    { jest: major, env: { TMPDIR: temporary } },
  );

  const messages: Record<string, RegExp> = {
    'unknown-option.test.ts': /Unknown option modle \(value "x" \(string\)\)/,
    'wrong-type.test.ts': /must be true, false or .on-failure.; got "yes" \(string\)/,
    'no-deploy.test.ts': /noDeploy needs model/,
    'no-controller.test.ts': /no controller "nowhere"; known are "lab"/,
    'other-ca.test.ts': /"other-ca" shows a certificate .* does not trust/s,
    'other-password.test.ts': /"other-password" does not let user "admin" in/,
    'other-user.test.ts': /alice sees no model "bob\/private"/,
    'no-model-config.test.ts': /nowhere\.yaml: there is no such file/,
    'no-charm-script.test.ts': /script of charm web .* cannot be loaded from .*nowhere\.ts/,
    // Not the file as a whole has failed here, but its test.
    'no-metadata.test.ts': /^$/,
  };
  expect(Object.keys(fileErrors).sort()).toEqual(Object.keys(messages).sort());
  for (const [file, message] of Object.entries(messages)) expect(fileErrors[file]).toMatch(message);
  // One message each: no stack of ours, no source of ours, no password.
  expect(output).not.toMatch(/at .*\/dist\/jest\/|Require stack|wrong-password/);
  expect(output.match(/Either another server answers/g)).toHaveLength(1);
  expect(output).toContain('[jest-operator] no-metadata.test.ts: Status of model lab:no-metadata-');
  expect(output).toMatch(/● deploys\n\n.*metadata/s);
  expect(lab.made).toEqual([expect.stringMatching(/^no-metadata-/), 'private']);
  expect(lab.live()).toEqual(['private']);
  expect(await project.ledgers()).toEqual([]);
  // An embedded controller that could not begin leaves no folder with a password in it.
  expect((await readdir(temporary)).filter((name) => name.startsWith('jest-operator'))).toEqual([]);
  await rm(temporary, { recursive: true, force: true });
  expect(exitCode).toBe(1);
  await client.remove();
});

test.each(jestMajors)(
  'an option with a dot on the command line ends the run before any test, on Jest %i',
  async (major) => {
    await using project = await JestProject.of('plain', { jujuData: lab.controller.jujuData });

    const { output, exitCode } = await project.run(['ok', '--testEnvironmentOptions.model=x'], {
      jest: major,
    });

    expect(output).toContain('Write --testEnvironmentOptions=\'{"model":"x"}\'');
    expect(output).not.toContain('PASS');
    expect(lab.made).toEqual([]);
    expect(exitCode).toBe(1);
  },
);
