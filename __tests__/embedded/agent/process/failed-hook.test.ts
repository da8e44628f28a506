import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { sceneFor } from '../../../support/model-scene';

const scene = sceneFor({ execute: true, isolation: 'none' });

test('a wait that finds a failed hook shows what it wrote on standard error', async () => {
  const folder = await scene().folder.charm('loud', {
    'metadata.yaml': 'name: loud\nsummary: x\ndescription: x\n',
    'manifest.yaml': 'bases: [{name: ubuntu, channel: "22.04", architectures: [amd64]}]\n',
    dispatch: '#!/bin/sh\necho "Traceback: line 3" >&2\necho "password: swordfish" >&2\nexit 3\n',
  });
  await chmod(join(folder, 'dispatch'), 0o755);
  const model = await scene().model();
  await model.deploy(folder);

  const error = await model.waitForIdle().then(
    () => undefined,
    (reason: unknown) => reason as Error,
  );

  expect(error?.message).toMatch(
    /ERROR .* hook "install" .* failed: exit status 3\n +\| Traceback: line 3\n +\| password: <hidden>\n/,
  );
  expect(error?.message).not.toContain('swordfish');
});
