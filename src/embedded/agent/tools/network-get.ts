import { refused } from '../../api-error';
import type { NetworkInfo } from '../../state/unit-network';
import { checkEmpty } from './check-empty';
import { booleanFlag } from './flags/flag';
import { relationFlag } from './flags/relation-flag';
import { quote } from './format/go-quote';
import { StringList } from './format/string-list';
import { hookTool } from './hook-tool';

/** @internal */
export const networkGet = hookTool({
  name: 'network-get',
  usage: '<binding-name> [--ingress-address] [--bind-address] [--egress-subnets]',
  summary: 'Prints the network of a binding.',
  flags: {
    primary: booleanFlag(['primary-address'], '(DEPRECATED) Gets the primary address for the binding.'),
    bind: booleanFlag(['bind-address'], 'Gets the address on which the unit should listen.'),
    ingress: booleanFlag(['ingress-address'], 'Gets the ingress address for the binding.'),
    egress: booleanFlag(['egress-subnets'], 'Gets the egress subnets for the binding.'),
    relation: relationFlag('Specifies a relation by ID.'),
  },
  output: 'smart',
  init([binding, ...rest]) {
    if (binding === undefined) throw refused('no arguments specified');
    if (binding === '') throw refused('no binding name specified');
    checkEmpty(rest);
    return binding;
  },
  // A relation would choose between networks, of which there is but one.
  run({ context }, { args: binding, flags, format }) {
    const info = context.networkInfo(binding);
    if (info === undefined) throw refused(`no network config found for binding ${quote(binding)}`);
    const wanted = Object.entries(addresses(info)).filter(([key]) => flags[flagOf[key] ?? 'bind']);
    if (flags.primary) {
      if (wanted.length > 0) throw refused('--primary-address must be the only flag specified');
      return bindAddress(info);
    }
    if (wanted.length === 0) return display(info, format === 'json');
    const [[, only] = []] = wanted;
    return wanted.length === 1 ? only : Object.fromEntries(wanted);
  },
});

const flagOf: Readonly<Record<string, 'bind' | 'egress' | 'ingress'>> = {
  'bind-address': 'bind',
  'ingress-address': 'ingress',
  'egress-subnets': 'egress',
};

function addresses(info: NetworkInfo): Readonly<Record<string, unknown>> {
  return {
    'bind-address': bindAddress(info),
    'ingress-address': info['ingress-addresses'][0] ?? bindAddress(info),
    'egress-subnets': new StringList(info['egress-subnets']),
  };
}

function bindAddress(info: NetworkInfo): string {
  return info['bind-addresses'][0]?.addresses[0]?.value ?? '';
}

/** All of it, as Go writes its structs: what is empty is left out, and YAML has some keys under old names as well. */
function display(info: NetworkInfo, json: boolean): Map<string, unknown> {
  const interfaces = info['bind-addresses'].map(
    (each) =>
      new Map<string, unknown>([
        ['mac-address', each['mac-address']],
        ['interface-name', each['interface-name']],
        ['addresses', each.addresses.map((address) => displayAddress(address, json))],
        ...(json ? [] : oldNames(each['mac-address'], each['interface-name'])),
      ]),
  );
  const lists = (['egress-subnets', 'ingress-addresses'] as const).filter((key) => info[key].length > 0);
  return new Map<string, unknown>([
    ['bind-addresses', interfaces],
    ...lists.map((key): [string, unknown] => [key, info[key]]),
  ]);
}

function displayAddress(address: Readonly<Record<string, string>>, json: boolean): Map<string, string> {
  const { hostname = '', value = '', cidr = '' } = address;
  return new Map([
    ['hostname', hostname],
    ['value', value],
    ['cidr', cidr],
    ...(json ? [] : [['address', value] as const]),
  ]);
}

function oldNames(mac: string, name: string): [string, unknown][] {
  return [
    ['macaddress', mac],
    ['interfacename', name],
  ];
}
