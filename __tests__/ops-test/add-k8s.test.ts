import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { dump } from 'js-yaml';

import { KubeApi } from '../support/kube-api';
import { onEmbedded } from '../support/ops-test-embedded';
import { testFolder } from '../support/ops-test-folder';
import { program } from '../support/ops-test-programs';

let api: KubeApi;

beforeAll(async () => {
  api = await KubeApi.start();
});
afterEach(() => api.forget());
afterAll(() => api[Symbol.asyncDispose]());

const encoded = (text: string) => Buffer.from(text).toString('base64');
const storageClass = (name: string, isDefault: string) => ({
  metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
});

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);
  const cloudOf = (name: string) => file.controller.state.clouds.get(name);
  const credentialOf = (name: string) => file.controller.state.credentials.find(name, 'admin', name);

  test('cloud and credential arrive at the controller, and go with the file', async () => {
    const { opsTest, host } = await file.open();

    const name = await opsTest.addK8s({ kubeconfig: api.kubeconfig({ token: 'sesame' }) });

    expect(name).toMatch(/^web-k8s-cloud-[a-z0-9]{4}$/);
    expect(cloudOf(name)).toMatchObject({
      type: 'kubernetes',
      authTypes: ['certificate', 'clientcertificate', 'oauth2', 'oauth2withcert', 'userpass'],
      endpoint: api.url,
      hostCloudRegion: 'kubernetes/ops-test',
      regions: [{ name: 'default', endpoint: api.url }],
      caCertificates: [api.certificate.caCert],
      skipTlsVerify: false,
      config: {},
    });
    expect(credentialOf(name)).toMatchObject({ authType: 'oauth2', attributes: { Token: 'sesame' } });
    // Nothing is asked of the cluster with skipStorage, which is the default.
    expect(api.asked).toEqual([]);

    await opsTest.finish();

    expect(cloudOf(name)).toBeUndefined();
    expect(credentialOf(name)).toBeUndefined();
    const told = host.journaled.filter((line) => line.includes('cloud'));
    expect(told).toEqual(['intend', 'asked', 'added', 'removed'].map((word) => `${word} cloud ${name}`));
  });

  test.each([
    [
      'a client certificate with its key, before a token',
      {
        'client-certificate-data': encoded('certificate'),
        'client-key-data': encoded('key'),
        token: 'sesame',
      },
      {
        authType: 'clientcertificate',
        attributes: { ClientCertificateData: 'certificate', ClientKeyData: 'key' },
      },
    ],
    [
      'a name and a password',
      { username: 'me', password: 'a:b' },
      { authType: 'userpass', attributes: { username: 'me', password: 'a:b' } },
    ],
    [
      'a plugin, by its environment and without a terminal',
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: program('credential-plugin'),
          args: ['works'],
          env: [{ name: 'PLUGIN_PREFIX', value: 'made' }],
          provideClusterInfo: true,
        },
      },
      { authType: 'oauth2', attributes: { Token: 'made-false-cluster' } },
    ],
  ])('credentials of each kind: %s', async (_, user, expected) => {
    const { opsTest } = await file.open();

    const name = await opsTest.addK8s({ cloudName: 'lab', kubeconfig: api.kubeconfig(user) });

    expect(name).toBe('lab');
    expect(credentialOf('lab')).toMatchObject(expected);
  });

  test('the storage class is the last default one of the cluster, or the one that is given', async () => {
    const { opsTest } = await file.open();
    api.known.add('Bearer sesame');
    api.answers.set('/apis/storage.k8s.io/v1/storageclasses', {
      items: [
        storageClass('a', 'true'),
        storageClass('b', 'true'),
        storageClass('c', 'false'),
        { metadata: {} },
      ],
    });
    const kubeconfig = api.kubeconfig({ token: 'sesame' });

    await opsTest.addK8s({ cloudName: 'found', kubeconfig, skipStorage: false });
    await opsTest.addK8s({ cloudName: 'given', kubeconfig, skipStorage: false, storageClass: 'fast' });

    expect(cloudOf('found')?.config).toEqual({ 'workload-storage': 'b', 'operator-storage': 'b' });
    expect(cloudOf('given')?.config).toEqual({ 'workload-storage': 'fast', 'operator-storage': 'fast' });
    expect(api.asked).toHaveLength(1);
  });

  test('a model is made on it with its credential; forgetCloud destroys it with its storage, and the cloud', async () => {
    const { opsTest, host } = await file.open();
    const cloudName = await opsTest.addK8s({ kubeconfig: api.kubeconfig({ token: 'sesame' }) });
    const first = await opsTest.trackModel('first', { cloudName });
    await opsTest.trackModel('second', { cloudName });
    expect(file.controller.state.model(first.uuid)).toMatchObject({ type: 'caas', cloud: cloudName });
    expect(first.info.credential).toBe(cloudName);

    await opsTest.forgetCloud(cloudName);

    const destroyed = host.journaled.filter((entry) => entry.startsWith('destroyed'));
    expect(destroyed.map((entry) => /first|second/.exec(entry)?.[0])).toEqual(['second', 'first']);
    expect([...opsTest.models.keys()]).toEqual(['main']);
    expect(cloudOf(cloudName)).toBeUndefined();
    await expect(opsTest.forgetCloud(cloudName)).rejects.toThrow(
      `"${cloudName}" is not in clouds: opsTest has added no cloud of that name. Add one with opsTest.addK8s()`,
    );
  });

  test('add_k8s, and a charm deployed on it', async () => {
    const { opsTest } = await file.open();
    const cloudName = await opsTest.addK8s({ kubeconfig: api.kubeconfig({ token: 'sesame' }) });
    const model = await opsTest.trackModel('cos', { cloudName, keep: opsTest.ModelKeep.NEVER });

    await model.deploy(resolve(__dirname, '../../fixtures/charms/web-k8s'), {
      units: 2,
      resources: { 'web-image': { image: 'registry.example/web:1' } },
    });
    await model.waitForIdle();

    const web = model.applications.require('web-k8s');
    expect(web.units.map(({ name }) => name)).toEqual(['web-k8s/0', 'web-k8s/1']);
    expect(web.scale).toBe(2);
    expect(model.machines.size).toBe(0);
    await opsTest.finish();
    expect(cloudOf(cloudName)).toBeUndefined();
  });

  test.each([
    ['without a CA there is none, as where the system knows who has signed it', {}, false],
    ['a cluster whose certificate is not to be checked', { 'insecure-skip-tls-verify': true }, true],
  ])('%s', async (_, cluster, skipTlsVerify) => {
    const { opsTest } = await file.open();
    const kubeconfig = api.kubeconfig({ token: 'sesame' });
    const clusters = [{ name: 'lab', cluster: { server: api.url, ...cluster } }];

    const name = await opsTest.addK8s({ kubeconfig: { ...kubeconfig, clusters } });

    expect(cloudOf(name)).toMatchObject({ endpoint: api.url, caCertificates: [], skipTlsVerify });
  });

  test('a cloud that a kept model uses is kept, and that is said', async () => {
    const { opsTest, host } = await file.open();
    const cloudName = await opsTest.addK8s({
      cloudName: 'lab',
      kubeconfig: api.kubeconfig({ token: 'sesame' }),
    });
    await opsTest.trackModel('kept', { cloudName, modelName: 'kept', keep: true });

    await opsTest.finish();

    expect(cloudOf('lab')).toBeDefined();
    expect(host.lines).toContain(
      'The cloud "lab" is kept, because it is still used by embedded:kept.\n' +
        '  remove it when they are gone: juju remove-cloud -c embedded lab',
    );
  });

  test('where the credential is refused, the cloud does not stay', async () => {
    const { opsTest } = await file.open();
    file.controller.faults.failMethod('Cloud.UpdateCredentialsCheckModels', { message: 'no' });

    await expect(
      opsTest.addK8s({ cloudName: 'half', kubeconfig: api.kubeconfig({ token: 'sesame' }) }),
    ).rejects.toThrow(/^no \(Cloud\.UpdateCredentialsCheckModels v7\)$/);

    expect(cloudOf('half')).toBeUndefined();
    await opsTest.finish();
  });

  test('a cloud of that name that is there already is left alone', async () => {
    const { opsTest } = await file.open();

    await expect(
      opsTest.addK8s({ cloudName: 'localhost', kubeconfig: api.kubeconfig({ token: 'sesame' }) }),
    ).rejects.toThrow('The cloud "localhost" cannot be added: embedded has one of that name already.');

    expect(cloudOf('localhost')).toBeDefined();
  });

  test('the logs of a model’s pods are part of the evidence, where the namespace is the model’s', async () => {
    const { opsTest } = await file.open();
    const cloudName = await opsTest.addK8s({ kubeconfig: api.kubeconfig({ token: 'sesame' }) });
    const { uuid, name } = await opsTest.trackModel('k8s', { cloudName });
    const base = `/api/v1/namespaces/${name}`;
    const pod = {
      metadata: { name: 'web-0' },
      spec: { initContainers: [{ name: 'init' }], containers: [{ name: 'charm' }] },
      status: { containerStatuses: [{ name: 'charm', restartCount: 1 }] },
    };
    api.answers.set(base, { metadata: { annotations: { 'model.juju.is/id': uuid } } });
    api.answers.set(`${base}/pods`, { items: [pod] });
    api.answers.set(`${base}/pods/web-0/log`, 'started with password=tr0ub4dor\n');
    const folder = testFolder();
    const request = {
      file: 'f',
      project: 'p',
      test: 't',
      attempt: 1,
      startedAt: new Date(),
      limitMs: 20_000,
    };

    expect(await opsTest.gatherEvidence({ ...request, folder })).toBe(0);

    const { readdirSync, readFileSync } = await import('node:fs');
    const logs = ['web-0-charm-previous.log', 'web-0-charm.log', 'web-0-init.log'];
    expect(readdirSync(join(folder, 'k8s/pods')).sort()).toEqual(logs);
    expect(readFileSync(join(folder, 'k8s/pods/web-0-charm.log'), 'utf8')).toBe(
      'started with password=<hidden>\n',
    );

    api.answers.set(base, { metadata: { annotations: { 'model.juju.is/id': 'another' } } });
    expect(await opsTest.gatherEvidence({ ...request, folder: testFolder() })).toBe(1);
  });

  const issuedTo = (notes: string, expires?: string) => ({
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: program('credential-plugin'),
      args: ['issues', notes, ...(expires === undefined ? [] : [expires])],
      provideClusterInfo: true,
    },
  });

  /** What the API is asked with for the logs of pods, in order, each once. */
  const askedWith = async (user: Readonly<Record<string, unknown>>, meanwhile: () => void) => {
    const { opsTest } = await file.open();
    const cloudName = await opsTest.addK8s({ kubeconfig: api.kubeconfig(user) });
    const { uuid, name } = await opsTest.trackModel('k8s', { cloudName });
    const base = `/api/v1/namespaces/${name}`;
    api.answers.set(base, { metadata: { annotations: { 'model.juju.is/id': uuid } } });
    api.answers.set(`${base}/pods`, { items: [] });
    meanwhile();
    const request = { file: 'f', project: 'p', test: 't', attempt: 1, startedAt: new Date() };
    const problems = await opsTest.gatherEvidence({ ...request, folder: testFolder(), limitMs: 20_000 });
    return { problems, headers: [...new Set(api.asked.map(({ authorization }) => authorization))] };
  };

  test('a plugin is run again when its token is refused', async () => {
    const notes = join(testFolder(), 'notes');

    const { problems, headers } = await askedWith(issuedTo(notes), () => api.known.add('Bearer issued-2'));

    expect(headers).toEqual(['Bearer issued-1', 'Bearer issued-2']);
    expect(problems).toBe(0);
  });

  test('a token that is refused again is a problem, and the plugin is not run for ever', async () => {
    const notes = join(testFolder(), 'notes');

    const { problems, headers } = await askedWith(issuedTo(notes), () => api.known.add('Bearer other'));

    expect(headers).toEqual(['Bearer issued-1', 'Bearer issued-2']);
    expect(problems).toBe(1);
  });

  test('a plugin is run again when its token has expired, and not before', async () => {
    const past = new Date(Date.now() - 1000).toISOString();
    const future = new Date(Date.now() + 3_600_000).toISOString();

    const expired = await askedWith(issuedTo(join(testFolder(), 'notes'), past), () => undefined);
    expect(expired.headers[0]).toBe('Bearer issued-2');
    api.forget();
    const valid = await askedWith(issuedTo(join(testFolder(), 'notes'), future), () => undefined);
    expect(valid.headers).toEqual(['Bearer issued-1']);
  });

  test('a token of a file is read again when it is refused', async () => {
    const tokenFile = join(testFolder(), 'token');
    writeFileSync(tokenFile, 'old\n');

    const { problems, headers } = await askedWith({ tokenFile }, () => {
      writeFileSync(tokenFile, 'new\n');
      api.known.add('Bearer new');
    });

    expect(headers).toEqual(['Bearer old', 'Bearer new']);
    expect(problems).toBe(0);
  });

  test('a plugin is told of the cluster all that its kubeconfig says', async () => {
    const { opsTest } = await file.open();
    const notes = join(testFolder(), 'notes');
    const kubeconfig = api.kubeconfig(issuedTo(notes));
    const [{ cluster }] = kubeconfig['clusters'] as [{ cluster: Record<string, unknown> }];
    cluster['tls-server-name'] = 'lab.internal';
    cluster['extensions'] = [
      { name: 'other', extension: 1 },
      { name: 'client.authentication.k8s.io/exec', extension: { audience: 'lab' } },
    ];

    await opsTest.addK8s({ kubeconfig });

    const { spec } = JSON.parse(readFileSync(notes, 'utf8')) as { readonly spec: object };
    expect(spec).toEqual({
      interactive: false,
      cluster: {
        server: api.url,
        'certificate-authority-data': cluster['certificate-authority-data'],
        'tls-server-name': 'lab.internal',
        config: { audience: 'lab' },
      },
    });
  });

  test.each(['a b', 'a/b', '-a', '1st', 'ü', 'a\n'])(
    'the name %j, which Juju does not take, is refused',
    async (cloudName) => {
      const { opsTest, host } = await file.open();

      await expect(
        opsTest.addK8s({ cloudName, kubeconfig: api.kubeconfig({ token: 'sesame' }) }),
      ).rejects.toThrow(
        `cloudName must begin with a letter and go on with letters, digits, ".", "_" and "-"; got ${JSON.stringify(cloudName)}`,
      );

      expect(host.journaled.filter((line) => line.includes('cloud'))).toEqual([]);
    },
  );
});

describe('the kubeconfig', () => {
  const file = onEmbedded('3.6');
  const inHome = (content: object | string, path = '.kube/config') => {
    const home = testFolder();
    mkdirSync(join(home, '.kube'));
    writeFileSync(join(home, path), typeof content === 'string' ? content : dump(content));
    return home;
  };
  const openIn = async (variables: Readonly<Record<string, string>>) => {
    const { jujuData } = file.controller;
    const { PATH = '' } = process.env;
    const { opsTest } = await file.open({}, { env: { PATH, JUJU_DATA: jujuData, ...variables } });
    return opsTest;
  };
  const tokenOf = (name: string) => file.controller.state.credentials.find(name, 'admin', name)?.attributes;

  test('is ~/.kube/config', async () => {
    const opsTest = await openIn({ HOME: inHome(api.kubeconfig({ token: 'of home' })) });

    expect(tokenOf(await opsTest.addK8s())).toEqual({ Token: 'of home' });
  });

  test('is made of all files of KUBECONFIG that are there, of which the first to say something holds', async () => {
    const { clusters, contexts, users } = api.kubeconfig({ token: 'of the second' });
    const first = join(inHome({ 'current-context': 'other', contexts: [{ name: 'x' }] }), '.kube/config');
    const second = join(inHome({ 'current-context': 'lab', clusters, contexts, users }), '.kube/config');
    const opsTest = await openIn({ KUBECONFIG: `/nowhere:${first}::${second}` });

    expect(tokenOf(await opsTest.addK8s({ context: 'lab' }))).toEqual({ Token: 'of the second' });
    await expect(opsTest.addK8s()).rejects.toThrow(
      `There is no context "other" in ${first}, ${second}. There is: x, lab`,
    );
  });

  test('is a file with paths relative to it', async () => {
    const home = inHome('from a file\n', '.kube/token');
    const kubeconfig = join(home, '.kube/my config');
    writeFileSync(kubeconfig, dump(api.kubeconfig({ tokenFile: 'token' })));
    const opsTest = await openIn({});

    expect(tokenOf(await opsTest.addK8s({ kubeconfig }))).toEqual({ Token: 'from a file' });
  });

  test.each<[string, object | string, string]>([
    ['no YAML', 'a: [secret', 'is no YAML'],
    ['no mapping', 'secret', 'it is no mapping'],
    [
      'no current context',
      { contexts: [] },
      'has no current context. Choose one with the option context: none',
    ],
  ])('that is %s is refused, without showing it', async (_, content, message) => {
    const home = inHome(content);
    const opsTest = await openIn({ HOME: home });

    const refused = opsTest.addK8s();

    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(join(home, '.kube/config'));
    await expect(refused).rejects.not.toThrow('secret');
  });

  test('that is nowhere is missed with the places that were looked at', async () => {
    const opsTest = await openIn({ HOME: testFolder() });

    await expect(opsTest.addK8s()).rejects.toThrow(
      'There is no kubeconfig: KUBECONFIG is not set, ~/.kube/config is not there, and this is no pod of a cluster. ' +
        'Give one with the option kubeconfig.',
    );
    await expect(opsTest.addK8s({ kubeconfig: '/nowhere' })).rejects.toThrow(
      'There is no kubeconfig at /nowhere',
    );
    await expect(opsTest.addK8s({ kubeconfig: 7 as never })).rejects.toThrow(
      'kubeconfig must be the path of',
    );
  });

  test.each([
    [{}, 'The user of context "lab" of the given kubeconfig has no credential that Juju can use'],
    [{ 'auth-provider': {} }, 'logs in by an auth-provider, which Kubernetes no longer has'],
    [
      { exec: { command: 'no-such-plugin', installHint: 'Get it.' } },
      'no-such-plugin of context "lab" of the given kubeconfig is not installed. Get it.',
    ],
    [{ exec: { command: program('credential-plugin'), args: ['fails'] } }, 'failed (3): not logged in'],
    [{ exec: { command: program('credential-plugin'), args: ['nonsense'] } }, 'printed no ExecCredential'],
    [{ exec: { command: 'x', interactiveMode: 'Always' } }, 'wants to ask at a terminal'],
  ])('with the user %j is refused', async (user, message) => {
    const opsTest = await openIn({});

    const refused = opsTest.addK8s({ kubeconfig: api.kubeconfig(user) });

    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(/plugin-token|secret/);
  });

  test('what a plugin says for its failure is shown by its end, without what looks like a secret', async () => {
    const opsTest = await openIn({});
    const user = { exec: { command: program('credential-plugin'), args: ['babbles'] } };

    const error = await opsTest
      .addK8s({ kubeconfig: api.kubeconfig(user) })
      .catch((thrown: unknown) => thrown);

    const { message } = error as Error;
    expect(message).toMatch(
      /failed \(4\): … x.*\nrequest with Authorization: Bearer <hidden> refused, refresh_token=<hidden>\nid <hidden>$/s,
    );
    expect(message).not.toMatch(/plugin-token|eyJ/);
    expect(message.length).toBeLessThan(800);
  });

  test('an API that refuses, or is not trusted, is named, and no cloud is made', async () => {
    const opsTest = await openIn({});
    api.known.add('Bearer other');
    const kubeconfig = api.kubeconfig({ token: 'sesame' });
    const untrusted = { ...kubeconfig, clusters: [{ name: 'lab', cluster: { server: api.url } }] };

    await expect(opsTest.addK8s({ kubeconfig, skipStorage: false })).rejects.toThrow(
      `The API of context "lab" of the given kubeconfig at ${api.url} refuses /apis/storage.k8s.io/v1/storageclasses (401): refused: 401`,
    );
    await expect(opsTest.addK8s({ kubeconfig: untrusted, skipStorage: false })).rejects.toThrow(
      'cannot be asked',
    );
    expect([...file.controller.state.clouds.keys()]).toEqual(['localhost']);
  });
});
