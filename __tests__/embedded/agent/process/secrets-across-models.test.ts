import { join } from 'node:path';
import { localCharm } from '../../../../src/model/charm/local-charm';
import { runCharms, startExecuting } from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

test.each(['3.6', '4.0'] as const)(
  'on Juju %s a charm reads a secret of a charm in another model',
  async (juju) => {
    const it = await startExecuting({ juju });
    const { controller, model } = it;
    const banks = controller.state.addModel({ name: 'banks', owner: 'admin' });
    const archive = (await localCharm(join(runCharms, 'bank'), '/')).archive;
    const charmUrl = (await banks.addCharm(archive)).url;
    banks.deploy({ application: 'bank', charmUrl, numUnits: 1 });
    await it.deploy('client');
    const offer = banks.offer({ application: 'bank', endpoints: { accounts: 'accounts' }, owner: 'admin' });
    model.consume({
      ...{ name: 'vault', offerName: 'bank', offerUrl: 'admin/banks.bank', offerUuid: offer.uuid },
      endpoints: [{ name: 'accounts', role: 'provider', interface: 'account', limit: 0 }],
      source: { controllerUuid: controller.uuid, modelUuid: banks.uuid },
      username: 'admin',
    });
    const client = () => model.unit('client/0').workload.message;

    const { id } = model.addRelation(['client', 'vault']);
    await it.until('it has the password', () => client() === 'password first');
    banks.enqueue([{ receiver: 'bank/0', name: 'change-lock', parameters: { password: 'second' } }]);
    await it.until('it has the new one', () => client() === 'password second');
    const [uri = ''] = model.remoteSecrets.keys();
    const seen = await it.exec('client/0', `secret-get ${uri} --peek password; secret-info-get ${uri}`);
    expect(seen.output).toMatchObject({
      stdout: 'second\n',
      stderr: `ERROR secret "${uri.slice(-20)}" not found\n`,
    });

    model.destroyRelation({ id });
    await it.until('the relation is gone', () => banks.relations.size === 1 && client() === 'no account');
    const { output } = await it.exec('client/0', `secret-get ${uri}`);
    expect(output).toMatchObject({
      'return-code': 1,
      stderr: juju === '3.6' ? 'ERROR permission denied\n' : 'ERROR remote application not found\n',
    });
  },
);
