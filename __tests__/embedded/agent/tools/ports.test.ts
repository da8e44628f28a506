import type { JujuSeries } from '../../../../src/embedded/state/profile';
import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

describe.each<JujuSeries>(['3.6', '4.0'])('on Juju %s', (series) => {
  let model: Model;

  beforeEach(async () => {
    model = newState(series).addModel({ name: 'test', owner: 'admin' });
    await deployFixture(model, 'web', { units: 2 });
  });

  const tools = (unit = 'web/0') => hookTools(model, unit, { series });

  test.each([
    ['a port', '80', '80/tcp'],
    ['a port of a protocol in capitals', '99/UDP', '99/udp'],
    ['port 0', '0/tcp', '0/tcp'],
    ['a range', '100-200/tcp', '100-200/tcp'],
    ['a range of one', '42-42/udp', '42/udp'],
    ['ICMP', 'icmp', 'icmp'],
    ['ICMP whatever its protocol', 'icmp/tcp', 'icmp'],
  ])('opens %s', async (_title, range, listed) => {
    const hook = tools();
    expect(await hook.run(['open-port', range])).toEqual(done);
    expect(await hook.run(['opened-ports'])).toEqual({ ...done, stdout: `${listed}\n` });
    hook.context.flush();
    expect(await tools().run(['opened-ports', '--format=json'])).toEqual({
      ...done,
      stdout: `["${listed}"]\n`,
    });
  });

  test.each([
    ['no range', [], 'no port or range specified'],
    ['two ranges', ['80', '81'], 'unrecognized args: ["81"]'],
    ['a word', ['two'], 'invalid port "two": strconv.Atoi: parsing "two": invalid syntax'],
    [
      'a number beyond all numbers',
      ['99999999999999999999'],
      'invalid port "99999999999999999999": strconv.Atoi: parsing "99999999999999999999": value out of range',
    ],
    ['a bad end', ['1-x'], 'invalid port "x": strconv.Atoi: parsing "x": invalid syntax'],
    ['a bad beginning', ['-5'], 'option provided but not defined: -5'],
    ['three ports', ['1-2-3'], 'invalid port range "1-2-3"'],
    ['a range the wrong way', ['80-79'], 'invalid port range 80-79/tcp'],
    ['a port too high', ['70000'], 'port range bounds must be between 0 and 65535, got 70000-70000'],
    ['a protocol that is none', ['80/http'], 'invalid protocol "http", expected "tcp", "udp", or "icmp"'],
    ['a port of ICMP', ['80/icmp'], 'protocol "icmp" doesn\'t support any ports; got "80"'],
  ])('refuses %s', async (_title, args, message) => {
    const refusal = { code: 2, stdout: '', stderr: `ERROR ${message}\n` };
    expect(await tools().run(['open-port', ...args])).toEqual(refusal);
    expect(await tools().run(['close-port', ...args])).toEqual(refusal);
  });

  test('lists by protocol and number, each range once', async () => {
    const hook = tools();
    for (const range of ['443', '80', '53/udp', 'icmp', '8080-8090']) await hook.run(['open-port', range]);
    await hook.run(['open-port', '80', '--endpoints', 'website']);
    await hook.run(['open-port', '9/tcp', '--endpoints=website, db']);
    expect(await hook.run(['opened-ports'])).toEqual({
      ...done,
      stdout: 'icmp\n9/tcp\n80/tcp\n443/tcp\n8080-8090/tcp\n53/udp\n',
    });
    expect(await hook.run(['opened-ports', '--endpoints', '--format', 'yaml'])).toEqual({
      ...done,
      stdout:
        '- icmp (*)\n- 9/tcp (db, website)\n- 80/tcp (*)\n- 443/tcp (*)\n- 8080-8090/tcp (*)\n- 53/udp (*)\n',
    });
  });

  test('lists nothing when nothing is open', async () => {
    expect(await tools().run(['opened-ports'])).toEqual(done);
    expect(await tools().run(['opened-ports', '--format', 'json'])).toEqual({ ...done, stdout: '[]\n' });
    expect(await tools().run(['opened-ports', '80'])).toMatchObject({
      code: 2,
      stderr: 'ERROR unrecognized args: ["80"]\n',
    });
  });

  test('closes again, and leaves open for the other endpoints what is closed for one', async () => {
    const first = tools();
    for (const range of ['80', '81']) await first.run(['open-port', range]);
    first.context.flush();
    const second = tools();
    expect(await second.run(['close-port', '80'])).toEqual(done);
    expect(await second.run(['close-port', '9999'])).toEqual(done);
    expect(await second.run(['close-port', '81', '--endpoints', 'website'])).toEqual(done);
    expect(await second.run(['opened-ports'])).toMatchObject({ stdout: '81/tcp\n' });
    second.context.flush();
    expect(await tools().run(['opened-ports', '--endpoints'])).toMatchObject({
      stdout: '81/tcp (db, replicas)\n',
    });
  });

  test('opening for all endpoints makes those for single ones superfluous', async () => {
    const hook = tools();
    await hook.run(['open-port', '80', '--endpoints', 'website,db']);
    await hook.run(['open-port', '80']);
    hook.context.flush();
    expect(model.unit('web/0').openedPorts).toEqual([
      { fromPort: 80, toPort: 80, protocol: 'tcp', endpoint: '' },
    ]);
  });

  test('ranges may not overlap', async () => {
    const before = tools();
    await before.run(['open-port', '100-200']);
    expect(await before.run(['open-port', '150'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ERROR cannot open 150/tcp (unit "web/0"): port range conflicts with 100-200/tcp (unit "web/0") requested earlier\n',
    });
    before.context.flush();
    expect(await tools().run(['close-port', '150'])).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'ERROR cannot close 150/tcp (unit "web/0"): port range conflicts with 100-200/tcp (unit "web/0")\n',
    });
    expect(await tools().run(['open-port', '100-200/tcp'])).toEqual(done);
    expect(await tools().run(['open-port', '150/udp'])).toEqual(done);
  });

  test('an endpoint that the charm has not fails the hook, and nothing of it is kept', async () => {
    const hook = tools();
    await hook.run(['state-set', 'a=b']);
    expect(await hook.run(['open-port', '80', '--endpoints', 'bogus'])).toEqual(done);
    expect(() => hook.context.flush()).toThrow(
      'cannot open/close ports: open port range: endpoint "bogus" for unit "web/0" not found',
    );
    expect(model.unit('web/0').state.size).toBe(0);
    expect(model.unit('web/0').openedPorts).toEqual([]);
  });

  test('--format means nothing any more', async () => {
    expect(await tools().run(['open-port', '--format', 'foo', '80'])).toEqual({
      ...done,
      stderr: '--format flag deprecated for command "open-port"',
    });
    expect(await tools().run(['close-port', '--format', 'foo', '80'])).toEqual({
      ...done,
      stderr: '--format flag deprecated for command "close-port"',
    });
  });

  test('on Kubernetes there are no ranges, and pods do not mind each other', async () => {
    model = newState(series).addModel({ name: 'k8s', owner: 'admin', cloud: 'k8s' });
    await deployFixture(model, 'web-k8s');
    const hook = hookTools(model, 'web-k8s/0', { series });
    expect(await hook.run(['open-port', '80-81'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR port ranges are not supported for k8s applications, please specify a single port\n',
    });
    expect(await hook.run(['open-port', '80'])).toEqual(done);
    expect(await hook.run(['opened-ports'])).toMatchObject({ stdout: '80/tcp\n' });
  });
});
