import { observeUnit } from '../../../src/embedded/engine/observe-unit';
import type { Model } from '../../../src/embedded/state/model';
import { encodeContent } from '../../../src/embedded/state/secret-content';
import { contextOf, ids, inHook, relatedModel } from '../../support/embedded-hook-scene';

const content = (text: string) => ({ content: encodeContent({ password: text }) });

/** What a unit is to be told of the one secret: its revision, and the label. */
const news = (model: Model, unit: string) => [
  ...observeUnit(
    model,
    model.unit(unit),
    { retryVersion: 0, updateStatusVersion: 0 },
    { isUp: () => false, notices: () => [] },
  ).consumed.values(),
];

/** A secret of the database, or of web, that all of web may read. */
const granted = (model: Model) =>
  inHook(model, 'database/0', ({ secrets }) => {
    const uri = secrets.add('application', { ...content('one'), label: 'owner’s' });
    secrets.grant(uri, ids.db);
    return uri;
  });

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const juju3 = juju === '3.6';

  test('a reader is told of a new revision, by its own label, and not of the first', async () => {
    const model = await relatedModel(juju);
    const uri = granted(model);
    contextOf(model, 'web/0').secrets.get({ uri, label: 'mine' });
    expect(news(model, 'web/0')).toEqual([]);
    inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, content('two')));
    expect(news(model, 'web/0')).toEqual([{ revision: 2, label: 'mine' }]);
    expect(news(model, 'web/1')).toEqual([]);
  });

  test('who has gone on to it already is told of it by Juju 3 alone', async () => {
    const model = await relatedModel(juju);
    const uri = granted(model);
    contextOf(model, 'web/0').secrets.get({ uri });
    inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, content('two')));
    contextOf(model, 'web/0').secrets.get({ uri, refresh: true });
    expect(news(model, 'web/0')).toEqual(juju3 ? [{ revision: 2, label: '' }] : []);
  });

  test('units of the owner that have read a secret are told too, by the owner’s label', async () => {
    const model = await relatedModel(juju);
    const uri = inHook(model, 'web/0', ({ secrets }) =>
      secrets.add('application', { ...content('one'), label: 'ours' }),
    );
    contextOf(model, 'web/1').secrets.get({ label: 'ours' });
    inHook(model, 'web/0', ({ secrets }) => secrets.set(uri, content('two')));
    expect(news(model, 'web/1')).toEqual([{ revision: 2, label: 'ours' }]);
    expect(news(model, 'web/0')).toEqual([]);
  });

  test('who may not read a secret any more hears nothing new of it', async () => {
    const model = await relatedModel(juju);
    const uri = granted(model);
    contextOf(model, 'web/0').secrets.get({ uri });
    inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, content('two')));
    model.unit('web/0').local.secretRevisions.set(`secret:${uri.slice(-20)}`, 2);
    inHook(model, 'database/0', ({ secrets }) => secrets.revoke(uri, 'web'));
    inHook(model, 'database/0', ({ secrets }) => secrets.set(uri, content('three')));
    expect(news(model, 'web/0')).toEqual([{ revision: 2, label: '' }]);
  });
});
