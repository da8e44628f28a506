import { resolve } from 'node:path';

import { onEmbedded } from '../../support/ops-test-embedded';

describe.each(['3.6', '4.0'] as const)('on an embedded controller with Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test('without charmcraft, what buildCharm gives can be deployed', async () => {
    const { opsTest } = await file.open(
      {},
      {
        embedded: file.controller,
        rootDir: resolve(__dirname, '../../../fixtures/charms'),
        env: { PATH: '/nowhere', JUJU_DATA: file.controller.jujuData },
      },
    );

    const charm = await opsTest.buildCharm('./web');
    const web = await opsTest.model.deploy(charm);

    expect(web.name).toBe('web');
    expect(charm.startsWith(opsTest.tmpPath)).toBe(true);
  });
});
