import { refused } from '../api-error';
import type { ResolvedCharm } from '../charmhub/resolve-charm';
import type { Base } from './entities';
import type { Model } from './model';

/** The release of Ubuntu that Juju takes where a charm is for it and nobody says which. */
const standard = { name: 'ubuntu', channel: '24.04' };

/**
 * The base that Juju deploys a charm of Charmhub on: the one that was asked for (which may be the model's
 * `default-base`), else its own favourite, else the charm's first.
 *
 * @internal
 */
export function selectBase(model: Model, { bases }: ResolvedCharm, asked: Base, force: boolean): Base {
  const [first = standard] = bases;
  if (asked.name === '') return bases.find((base) => isSame(base, standard)) ?? first;
  const wanted = { name: asked.name, channel: asked.channel.replace(/\/stable$/, '') };
  if (force || bases.some((base) => isSame(base, wanted))) return wanted;
  const supported = bases.map(({ name, channel }) => `${name}@${channel}`).join(', ');
  const isDefault = model.config.text('default-base') === `${asked.name}@${asked.channel}`;
  throw refused(
    `base ${JSON.stringify(`${wanted.name}@${wanted.channel}`)} is not supported, supported bases are: ${supported}. ` +
      `Use --force to deploy the charm anyway.${isDefault ? ' Used the default-base.' : ''}`,
  );
}

const isSame = (one: Base, other: Base): boolean => one.name === other.name && one.channel === other.channel;
