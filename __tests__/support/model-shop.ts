import { charm } from '../../src/embedded';
import { webFiles } from './model-charms';

/** A charm with resources, which says in its status what it found in them. */
export const shopFiles = {
  ...webFiles,
  'charmcraft.yaml':
    webFiles['charmcraft.yaml'].replace('name: web', 'name: shop') +
    'resources:\n' +
    '  page: { type: file, filename: page.html, description: The front page. }\n' +
    '  image: { type: oci-image, description: What runs. }\n',
};

/** The same without anything to relate to, and with one option less. */
export const laterShopFiles = {
  ...shopFiles,
  'charmcraft.yaml': shopFiles['charmcraft.yaml'].replace(/ {4}title: .*\n/, ''),
};

export const shopScript = charm({
  on: {
    start: (unit) => unit.setStatus('active', 'ready'),
    'upgrade-charm': (unit) => unit.setStatus('active', `shows ${unit.resource('page').toString()}`),
  },
  actions: { greet: (unit) => ({ page: unit.resource('page').toString('hex') }) },
});
