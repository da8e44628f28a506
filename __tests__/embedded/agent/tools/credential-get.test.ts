import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const denied = 'ERROR cannot access cloud credentials: permission denied\n';

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  async function deployed(cloud: string): Promise<Model> {
    const state = newState(series);
    state.clouds.set('metal', {
      ...state.cloud,
      name: 'metal',
      type: 'openstack',
      authTypes: ['userpass'],
      endpoint: 'https://cloud.example',
      regions: [{ name: 'east', endpoint: 'https://east.example' }],
      caCertificates: ['a certificate'],
      isControllerCloud: false,
    });
    state.credentials.set({
      cloud: 'metal',
      owner: 'admin',
      name: 'mine',
      authType: 'userpass',
      attributes: { username: 'me', password: 'not told' },
    });
    const region = cloud === 'metal' ? { region: 'east' } : {};
    const model = state.addModel({ name: 'test', owner: 'admin', cloud, ...region });
    const charm = cloud === 'k8s' ? 'web-k8s' : 'web';
    await deployFixture(model, charm, { name: 'web' });
    return model;
  }

  test('only a trusted application sees the credential', async () => {
    const model = await deployed('metal');
    const tools = () => hookTools(model, 'web/0', { series });
    expect(await tools().run(['credential-get'])).toEqual({ code: 1, stdout: '', stderr: denied });
    model.application('web').trust = true;
    expect(await tools().run(['credential-get', '--format=json'])).toEqual({
      code: 0,
      stdout:
        '{"type":"openstack","name":"metal","region":"east","endpoint":"https://east.example",' +
        '"credential":{"auth-type":"userpass","attrs":{"password":"not told","username":"me"}},' +
        '"cacertificates":["a certificate"]}\n',
      stderr: '',
    });
    expect(await tools().run(['credential-get'])).toEqual({
      code: 0,
      stdout:
        'type: openstack\nname: metal\nregion: east\nendpoint: https://east.example\nidentityendpoint: ""\n' +
        'storageendpoint: ""\ncredential:\n  authtype: userpass\n  attributes:\n    password: not told\n' +
        '    username: me\n  redacted: []\ncacertificates:\n- a certificate\nskiptlsverify: false\n' +
        'iscontrollercloud: false\n',
      stderr: '',
    });
    expect(await tools().run(['credential-get', 'x'])).toMatchObject({
      code: 2,
      stderr: 'ERROR unrecognized args: ["x"]\n',
    });
  });

  test('a cloud that asks for no credential has none', async () => {
    const model = await deployed('localhost');
    model.application('web').trust = true;
    expect(
      await hookTools(model, 'web/0', { series }).run(['credential-get', '--format=json']),
    ).toMatchObject({
      stdout: '{"type":"lxd","name":"localhost","region":"localhost","is-controller-cloud":true}\n',
    });
  });

  test('on Kubernetes it is that of a pod, and there is none', async () => {
    const model = await deployed('k8s');
    model.application('web').trust = true;
    expect(await hookTools(model, 'web/0', { series }).run(['credential-get'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ERROR cannot access cloud credentials: reading in-cluster config: unable to load in-cluster configuration, ' +
        'KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined\n',
    });
  });
});
