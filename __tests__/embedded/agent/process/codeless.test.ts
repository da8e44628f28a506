import { join } from 'node:path';
import { runCharms, startExecuting } from '../../../support/executed-charms';
import { sceneFor } from '../../../support/model-scene';

const lines: string[] = [];
const warn = (line: string) => void lines.push(line);
const files = {
  'charmcraft.yaml': 'type: charm\nname: hollow\nsummary: x\ndescription: x\nbase: ubuntu@22.04\n',
};

const scene = sceneFor({ execute: true, isolation: 'none', warn });

beforeEach(() => lines.splice(0));

test('a charm without code is told of once, and stays unknown, as on Juju', async () => {
  const folder = await scene().folder.charm('hollow', files);
  const model = await scene().model();
  await model.deploy(folder, { units: 2 });
  await model.deploy(folder, { name: 'other' });

  await model.waitForIdle({ status: 'unknown' });

  expect(lines).toEqual([
    'the charm "hollow" has no code (neither dispatch, nor hooks/, nor src/charm.py). Juju skips its hooks, and so its units ' +
      'stay "unknown". Deploy what charmcraft packs, or name its sources: embedded.charms: { "hollow": { source: … } }.',
  ]);
  expect(scene().embedded.whyUnknown(model.uuid, 'other')).toBe(
    'the charm "hollow" has no code (neither dispatch, nor hooks/, nor src/charm.py): its hooks are skipped',
  );
});

test('one that has code is not told of, though it sets no status', async () => {
  const executing = await startExecuting({ warn });
  const { controller, model } = executing;
  await executing.deploy('bank');
  await executing.settled();

  expect(lines).toEqual([]);
  expect(controller.whyUnknown(model.uuid, 'bank')).toBeUndefined();
});

test('nor is one that is not executed, of which it can be known that nothing runs it', async () => {
  const { controller, model, ...executing } = await startExecuting({ execute: false, warn });
  model.deploy({
    application: 'bank',
    charmUrl: await executing.upload(join(runCharms, 'bank')),
    numUnits: 1,
  });

  expect(lines).toEqual([]);
  expect(controller.whyUnknown(model.uuid, 'bank')).toBe(
    'nothing runs the charm "bank": it has no script, and charms are not executed (embedded: { execute: true })',
  );
  controller.charm('bank', {});
  expect(controller.whyUnknown(model.uuid, 'bank')).toBeUndefined();
  expect(controller.whyUnknown(model.uuid, 'missing')).toBeUndefined();
});
