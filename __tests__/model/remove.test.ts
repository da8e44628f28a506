import { profiles, sceneFor } from '../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('what is not there to be removed is refused in the words of Juju, with what is there', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    await expect(model.removeApplication('wbe')).rejects.toMatchObject({
      code: 'not found',
      message: expect.stringMatching(
        /^application "wbe" not found \(Application\.DestroyApplication v\d+\)\. .* has no application "wbe"\. Did you mean "web"\? It has: web\.$/,
      ) as string,
    });
    await expect(model.removeUnits('web/7')).rejects.toThrow(
      /"web\/7".*\. .* has no unit "web\/7"\. It has: web\/0\.$/,
    );
    await expect(model.applications.require('web').removeUnits('db/0')).rejects.toThrow(
      '"db/0" is no unit of web',
    );
    await expect(model.removeUnits('web')).rejects.toThrow(
      'removeUnits takes names of units, such as "web/0"; got "web". removeApplication removes an application',
    );
  });
});
