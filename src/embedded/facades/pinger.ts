import type { Facade } from './facade';
import { anyone } from './facade';

const nothing = () => undefined;

/** `Pinger`: keeps a connection from looking dead. Juju drops silent agents, never silent users. @internal */
export const pinger: Facade = {
  name: 'Pinger',
  versions: { '3.6': [1], '4.0': [1] },
  methods: { Ping: anyone(nothing), Stop: anyone(nothing) },
};
