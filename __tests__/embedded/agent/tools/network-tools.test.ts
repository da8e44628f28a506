import type { Model } from '../../../../src/embedded/state/model';
import type { JujuSeries } from '../../../../src/embedded/state/profile';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { ids, relatedModel } from '../../../support/embedded-hook-scene';
import { hookTools, type ToolsOptions } from '../../../support/hook-tools';

const run = (model: Model, juju: JujuSeries, call: string, options: ToolsOptions = {}) =>
  hookTools(model, 'web/0', { series: juju, ...options }).run(call.split(' '));

const whole =
  '{"bind-addresses":[{"mac-address":"00:16:3e:00:00:02","interface-name":"eth0",' +
  '"addresses":[{"hostname":"","value":"10.0.0.2","cidr":""}]}],' +
  '"egress-subnets":["10.0.0.2/32"],"ingress-addresses":["10.0.0.2"]}\n';

type Row = readonly [call: string, stdout: string, error?: string, code?: 1];

const rows: readonly Row[] = [
  ['network-get', '', 'no arguments specified'],
  ['network-get db more', '', 'unrecognized args: ["more"]'],
  ['network-get nothing', '', 'no network config found for binding "nothing"', 1],
  ['network-get db --format=json', whole],
  ['network-get db --format=json -r 1', whole],
  ['network-get website --format=json', whole],
  ['network-get db -r 9', '', 'invalid value "9" for option -r: relation not found'],
  ['network-get db --primary-address', '10.0.0.2\n'],
  [
    'network-get db --primary-address --bind-address',
    '',
    '--primary-address must be the only flag specified',
    1,
  ],
  ['network-get db --bind-address', '10.0.0.2\n'],
  ['network-get db --ingress-address', '10.0.0.2\n'],
  ['network-get db --ingress-address --format json', '"10.0.0.2"\n'],
  ['network-get db --egress-subnets', '10.0.0.2/32\n'],
  ['network-get db --egress-subnets --format json', '["10.0.0.2/32"]\n'],
  [
    'network-get db --ingress-address --bind-address --egress-subnets',
    'bind-address: 10.0.0.2\negress-subnets:\n- 10.0.0.2/32\ningress-address: 10.0.0.2\n',
  ],
  [
    'network-get db',
    `bind-addresses:
- mac-address: 00:16:3e:00:00:02
  interface-name: eth0
  addresses:
  - hostname: ""
    value: 10.0.0.2
    cidr: ""
    address: 10.0.0.2
  macaddress: 00:16:3e:00:00:02
  interfacename: eth0
egress-subnets:
- 10.0.0.2/32
ingress-addresses:
- 10.0.0.2
`,
  ],
];

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const juju3 = juju === '3.6';

  test.each(rows.map((row) => [row[0], row] as const))('%s', async (_call, [call, stdout, error, code]) => {
    const model = await relatedModel(juju);
    await expect(run(model, juju, call)).resolves.toEqual({
      code: error === undefined ? 0 : (code ?? 2),
      stdout,
      stderr: error === undefined ? '' : `ERROR ${error}\n`,
    });
  });

  test('on Kubernetes a unit listens in its pod and is reached through the service', async () => {
    const model = newState(juju).addModel({ name: 'test', owner: 'admin', cloud: 'k8s' });
    await deployFixture(model, 'web');
    model.unit('web/0').address = '10.1.0.5';
    model.application('web').publicAddress = '10.152.183.7';
    await expect(run(model, juju, 'network-get db --format=json')).resolves.toMatchObject({
      stdout:
        '{"bind-addresses":[{"mac-address":"","interface-name":"",' +
        '"addresses":[{"hostname":"","value":"10.1.0.5","cidr":""}]}],' +
        '"egress-subnets":["10.152.183.7/32"],"ingress-addresses":["10.152.183.7"]}\n',
    });
    // Juju 4.0 does not look for the name there.
    await expect(run(model, juju, 'network-get nothing --bind-address')).resolves.toMatchObject(
      juju3 ? { code: 1 } : { code: 0, stdout: '10.1.0.5\n' },
    );
  });

  test('a unit without an address has no network', async () => {
    const model = await relatedModel(juju);
    model.unit('web/0').address = '';
    await expect(run(model, juju, 'network-get db')).resolves.toMatchObject({
      code: 1,
      stderr: 'ERROR no network config found for binding "db"\n',
    });
  });

  test('goal-state tells of siblings, and of applications and units on the other end', async () => {
    const model = await relatedModel(juju);
    model.unit('web/0').setWorkloadStatus('active');
    model.unit('web/1').life = 'dying';
    model.unit('database/0').setWorkloadStatus('blocked');
    model.unit('database/0').setAgentStatus('error', 'hook failed: "start"');
    const time = (date: Date) => date.toISOString().replace('T', ' ').replace(/\.\d+/, '');
    const since = (name: string) => time(model.unit(name).workload.since);
    const relation = time(model.relations.get(ids.db)?.status.since ?? new Date(0));
    const failed = juju3 ? 'error' : 'blocked';
    const database = juju3 ? since('database/0') : time(model.unit('database/0').ownWorkload.since);
    await expect(run(model, juju, 'goal-state')).resolves.toEqual({
      code: 0,
      stderr: '',
      stdout: `units:
  web/0:
    status: active
    since: ${since('web/0')}
  web/1:
    status: dying
    since: ${since('web/1')}
relations:
  db:
    database:
      status: joined
      since: ${relation}
    database/0:
      status: ${failed}
      since: ${database}
`,
    });
    const { stdout } = await run(model, juju, 'goal-state --format=json');
    expect(JSON.parse(stdout)).toMatchObject({
      units: { 'web/0': { status: 'active' } },
      relations: { db: { 'database/0': { status: failed } } },
    });
    await expect(run(model, juju, 'goal-state more')).resolves.toMatchObject({
      code: 2,
      stderr: 'ERROR unrecognized args: ["more"]\n',
    });
    await expect(run(model, juju, 'goal-state --format smart')).resolves.toMatchObject({
      code: 2,
      stderr: 'ERROR invalid value "smart" for option --format: unknown format "smart"\n',
    });
  });
});
