import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import database from './libjuju/scripts/database';
import web from './libjuju/scripts/web';
import { EmbeddedController } from '../src/embedded';

const run = promisify(execFile);
/** In the old layout: python-libjuju knows no charmcraft.yaml that is all there is. */
const charms = join(__dirname, 'libjuju', 'charms');

/** What python-libjuju saw, by the step of `libjuju/story.py`. */
const seen = new Map<string, Record<string, unknown>>();
let controller: EmbeddedController;

jest.setTimeout(180_000);

beforeAll(async () => {
  controller = await EmbeddedController.start({
    juju: '3.6',
    timeScale: Infinity,
    charms: { web, database },
  });
  const { stdout } = await story(controller.jujuData);
  for (const line of stdout.split('\n').filter(Boolean)) {
    const { step, ...facts } = JSON.parse(line) as { step: string };
    seen.set(step, facts);
  }
});

afterAll(() => controller.close());

/** Where it fails, what it had seen and its traceback are the error. */
async function story(jujuData: string): Promise<{ stdout: string }> {
  const python = process.env['INTEROP_PYTHON'] ?? 'python3';
  const program = [join(__dirname, 'libjuju', 'story.py'), join(charms, 'web'), join(charms, 'database')];
  return run(python, program, { env: { ...process.env, JUJU_DATA: jujuData }, timeout: 170_000 });
}

test.each([
  ['makes a model', 'add-model', { name: 'story', models: ['controller', 'story'] }],
  [
    'deploys local charms and waits for them',
    'deploy',
    { message: 'missing relation: database', charm: 'local:web-0' },
  ],
  [
    'integrates them',
    'integrate',
    { unit: 'web/0', message: expect.stringMatching(/^serving from .+:5432$/) as string },
  ],
  ['sets config', 'config', { greeting: 'Good morning', port: 8080 }],
  [
    'runs an action',
    'action',
    { status: 'completed', results: { greeting: 'Good morning, Juju', 'return-code': 0 } },
  ],
  ['adds and removes units', 'scale', { up: ['web/0', 'web/1', 'web/2'], down: ['web/0', 'web/1'] }],
  [
    'reads the status',
    'status',
    { applications: ['database', 'web'], leaders: ['web/0'], machines: ['0', '1', '2'], model: 'story' },
  ],
  ["sets the model's config", 'model-config', { interval: '1m' }],
  [
    'adds and grants a secret',
    'secret',
    { uri: expect.stringMatching(/^secret:\w{20}$/) as string, labels: ['password'] },
  ],
  ['removes an application', 'remove', { applications: ['web'] }],
  ['offers and consumes', 'offer', { offers: ['db'], saas: ['remote-db'] }],
  ['takes the offer back', 'unoffer', { offers: 0 }],
  ['reads the debug log', 'debug-log', { entity: 'unit-web-0' }],
])('python-libjuju %s', (_, step, facts) => {
  expect(seen.get(step)).toEqual(facts);
});

test('python-libjuju leaves nothing behind', () => {
  expect([...controller.state.models.values()].map(({ name }) => name)).toEqual(['controller']);
});
