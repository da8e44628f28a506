import { allFacades } from '../../../src/embedded/facades/all-facades';
import type { Facade } from '../../../src/embedded/facades/facade';
import { wireProfiles } from '../../../src/embedded/facades/wire-profile';
import { isIn } from '../../../src/embedded/server/dispatch';
import { RawClient } from '../../support/embedded-wire-client';
import { samples } from '../../support/embedded-wire-samples';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { loadFacadeSchemas } from '../../support/embedded-wire-schema';
import { stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

const serieses = ['3.6', '4.0'] as const;
const schemasOf = { '3.6': loadFacadeSchemas('3.6'), '4.0': loadFacadeSchemas('4.0') };

/** Watchers are called with an id of their own, and agents have some of them too: they are in tests of their own. */
const watchers = new Set(['AllWatcher', 'StringsWatcher']);

const versionsOf = (facade: Facade, series: (typeof serieses)[number]) =>
  facade.versions[series].map((version) => ({ series, facade, version, name: `${facade.name} ${version}` }));

const cases = serieses.flatMap((series) =>
  [...allFacades.values()]
    .filter(({ name }) => !watchers.has(name))
    .flatMap((facade) => versionsOf(facade, series)),
);

async function login(scene: Scene, facade: string): Promise<RawClient> {
  const isController = wireProfiles['3.6'].controllerFacades.has(facade);
  return await RawClient.login(scene, isController ? {} : { modelUuid: scene.model.uuid });
}

/** The schema of the version, or of the nearest later one: the shapes of older versions are in it, or in Juju 3’s. */
function schemaOf(series: (typeof serieses)[number], facade: string, version: number) {
  const order = series === '3.6' ? (['3.6', '4.0'] as const) : (['4.0', '3.6'] as const);
  const exact = order.find((each) => schemasOf[each]?.version(facade) === version);
  return schemasOf[exact ?? series];
}

if (schemasOf['3.6'] === undefined || schemasOf['4.0'] === undefined) {
  test('the facade schemas are not here, so that replies are not compared with them', () => {
    console.info('Skipped: ../shared/juju has no facade schemas to compare replies with.');
    expect(cases.length).toBeGreaterThan(0);
  });
} else {
  test.each(cases)('Juju $series: $name is a facade that Juju has', ({ series, facade, version }) => {
    expect(schemasOf[series]?.version(facade.name)).toBeGreaterThanOrEqual(version);
    const known = schemasOf[series]?.methods(facade.name);
    const ours = Object.entries(facade.methods).filter(([, method]) =>
      isIn(method, version, wireProfiles[series]),
    );
    const newest = version === schemasOf[series]?.version(facade.name);
    expect(ours.map(([name]) => name).filter((name) => newest && !known?.includes(name))).toEqual([]);
  });

  test.each(cases)('Juju $series: replies of $name have the fields that Juju gives them', async (each) => {
    const { series, facade, version } = each;
    const findings: string[] = [];
    for (const [name, method] of Object.entries(facade.methods)) {
      if (isIn(method, version, wireProfiles[series])) findings.push(...(await findingsOf(each, name)));
      await stopServers();
    }
    expect(findings).toEqual([]);
  });

  test.each(cases)(
    'Juju $series: methods of $name that are not here say that they are not implemented',
    async (each) => {
      const { series, facade, version } = each;
      const scene = await startScene(series);
      const client = await login(scene, facade.name);
      const missing = (schemasOf[series]?.methods(facade.name) ?? []).filter((name) => {
        const method = facade.methods[name];
        return method === undefined || !isIn(method, version, wireProfiles[series]);
      });
      for (const name of missing) {
        const reply = await client.call(facade.name, version, name, {});
        expect([name, reply['error-code']]).toEqual([name, 'not implemented']);
      }
    },
  );
}

/** What is wrong with the reply to one good call of a method. */
async function findingsOf(
  { series, facade, version }: (typeof cases)[number],
  name: string,
): Promise<string[]> {
  const method = `${facade.name}.${name}`;
  const scene = await startScene(series);
  const client = await login(scene, facade.name);
  const sample = samples[method];
  if (sample === undefined) return [`${method}: no sample to call it with`];
  const reply = await client.call(facade.name, version, name, sample(scene, version));
  if (reply.error !== undefined) {
    return reply.error === expectedFailures[method]?.[series] ? [] : [`${method}: ${reply.error}`];
  }
  const problems = schemaOf(series, facade.name, version)?.problems(facade.name, name, reply.response) ?? [];
  return problems
    .filter((problem) => !isOfLaterVersion(series, problem) && !isOfOldCharms(facade.name, version, problem))
    .map((problem) => `${method}: ${problem}`);
}

/** What a later version does not have any more cannot be compared, and Juju 4 has no support levels in old versions either. */
function isOfLaterVersion(series: (typeof serieses)[number], problem: string): boolean {
  return problem.startsWith('no schema') || (series === '4.0' && problem.endsWith(': no sla'));
}

/** The schemas have the newest version only, which speaks of bases where the older ones have series. */
function isOfOldCharms(facade: string, version: number, problem: string): boolean {
  return facade === 'Charms' && version < 7 && /supported-(?:series|bases)$/.test(problem);
}

/** Calls that Juju refuses in the scene as well. */
const expectedFailures: Readonly<Record<string, Partial<Record<string, string>>>> = {
  'Application.ScaleApplications': {
    '3.6': 'scaling applications on a non-container model not supported',
    '4.0': 'scaling applications on a non-container model not supported',
  },
  'Bundle.ExportBundle': { '4.0': "Juju 4.0 doesn't support exporting bundles" },
  'Client.WatchAll': { '4.0': 'WatchAll not implemented' },
  'Controller.WatchAllModelSummaries': { '4.0': 'WatchAllModelSummaries not supported' },
  'Controller.WatchAllModels': { '4.0': 'WatchAllModels not implemented' },
  'Controller.WatchModelSummaries': { '4.0': 'WatchModelSummaries not supported' },
  'Storage.RemovePool': { '4.0': 'not yet available in 4.0.15' },
  'Storage.UpdatePool': { '4.0': 'not yet available in 4.0.15' },
};
