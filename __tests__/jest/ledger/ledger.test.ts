import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Ledger } from '../../../src/jest/ledger/ledger';
import { isLive, isOutstanding } from '../../../src/jest/ledger/model-record';

let folder: string;
let ledger: Ledger;

const intended = {
  type: 'intended',
  id: 'one',
  at: '2026-01-01T00:00:00.000Z',
  testPath: '/p/deploy.test.ts',
  controllerName: 'lab',
  jujuData: '/home/me/juju',
  modelName: 'deploy-a1b2',
  destroyStorage: false,
  embedded: false,
} as const;
const created = { type: 'created', id: 'one', uuid: 'uuid-1', fullName: 'lab:deploy-a1b2' } as const;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-'));
  ledger = Ledger.ofThisProcess(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const states = () => ledger.read().models.map((model) => [model.state, isOutstanding(model), isLive(model)]);

test("the file is its owner's alone, and begins with who writes it", async () => {
  ledger.append(intended, { durable: true });

  expect((await stat(ledger.path)).mode & 0o777).toBe(0o600);
  expect(ledger.read().owner).toMatchObject({ pid: process.pid });
  expect((await readFile(ledger.path, 'utf8')).trim().split('\n')).toHaveLength(2);
});

test('a file that a full disk has left empty begins with who writes it, too: others take no living one for dead', async () => {
  await appendFile(ledger.path, '');

  ledger.append(intended);

  expect(ledger.read().owner).toMatchObject({ pid: process.pid });
});

test('a process group is to be ended until it has ended', () => {
  const group = { type: 'group', pid: 7, host: 'here', began: '70', at: '2026-01-01T00:00:00.000Z' } as const;
  ledger.append(group);
  ledger.append({ ...group, pid: 8 });
  ledger.append({ type: 'group ended', pid: 7 });

  expect(ledger.read().groups).toEqual([{ ...group, pid: 8 }]);
});

test('the folders of a file in which something has failed are nobody’s to remove, unless it is tried again', () => {
  ledger.append({ type: 'folder', path: '/tmp/secret' });
  ledger.append({ type: 'folder', path: '/tmp/deploy', testPath: '/p/deploy.test.ts' });
  expect(ledger.read().folders).toEqual(['/tmp/secret', '/tmp/deploy']);

  ledger.append({ type: 'file failed', testPath: '/p/deploy.test.ts', failed: true });
  expect(ledger.read().folders).toEqual(['/tmp/secret']);

  ledger.append({ type: 'file failed', testPath: '/p/deploy.test.ts', failed: false });
  expect(ledger.read().folders).toEqual(['/tmp/secret', '/tmp/deploy']);
});

test('a model is outstanding from the intent until it is destroyed', () => {
  ledger.append(intended);
  expect(states()).toEqual([['intended', true, true]]);
  ledger.append(created);
  expect(states()).toEqual([['created', true, true]]);
  ledger.append({ type: 'failed', id: 'one', by: 'test file', message: 'no' });
  expect(states()).toEqual([['failed', true, false]]);
  ledger.append({ type: 'destroyed', id: 'one', by: 'reaper' });
  expect(states()).toEqual([['destroyed', false, false]]);
});

test("a kept model is nobody's to destroy, nor is one of an embedded controller", () => {
  ledger.append(intended);
  ledger.append({ type: 'kept', id: 'one', by: 'test file', why: 'keepModels is set' });
  ledger.append({ ...intended, id: 'two', embedded: true });

  expect(states()).toEqual([
    ['kept', false, false],
    ['intended', false, false],
  ]);
});

test('a line that the death of its writer has torn spoils no other', async () => {
  ledger.append(intended);
  await appendFile(ledger.path, '\n{"type":"created","id":"one","uu');
  expect(states()).toEqual([['intended', true, true]]);

  ledger.append({ type: 'destroyed', id: 'one', by: 'reaper' });
  expect(states()).toEqual([['destroyed', false, false]]);
});

test('an outcome of a model that was never intended is no model', () => {
  ledger.append({ type: 'kept', id: 'two', by: 'test file', why: 'it was there before' });

  expect(ledger.read().models).toEqual([]);
});

test('a ledger that is not there says nothing', () => {
  expect(new Ledger(join(folder, 'none.jsonl')).read()).toMatchObject({
    models: [],
    folders: [],
    evidence: [],
    skipped: [],
  });
});
