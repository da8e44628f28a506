import type { HookTool } from './hook-tool';
import type { ToolInput } from './tool-input';
import type { HookContext } from '../../engine/hook-context';
import { fileFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import { notFound, notSupported, refused } from '../../api-error';

/**
 * The tools of charms that describe their pods to Juju 3. No such charm runs here: what is asked for was never said, and
 * saying it is refused.
 *
 * @internal
 */
export const podSpecTools: readonly HookTool[] = [
  ...['k8s-spec-get', 'pod-spec-get'].map((name) => getter(name, 'Prints the pod spec of the application.')),
  ...['k8s-spec-set', 'pod-spec-set'].map(specSetter),
  getter('k8s-raw-get', 'Prints the raw Kubernetes spec of the application.'),
  hookTool({
    name: 'k8s-raw-set',
    usage: '--file <core spec file>',
    summary: 'Sets the raw Kubernetes spec of the application: refused here.',
    flags: { file: fileFlag(['file'], 'The spec, - being standard input.', '-') },
    async run({ context }, { flags: { file }, input }) {
      await checkGiven(input, file, 'k8s raw spec');
      throw refusal(context);
    },
  }),
];

function getter(name: string, summary: string): HookTool {
  return hookTool({
    name,
    summary,
    run({ context: { application, model } }) {
      if (model.type === 'iaas') throw notSupported('called CAASModel() on a non-CAAS Model');
      throw notFound(`k8s spec for application ${application}`);
    },
  });
}

function specSetter(name: string): HookTool {
  return hookTool({
    name,
    usage: '--file <core spec file> [--k8s-resources <k8s spec file>]',
    summary: 'Sets the pod spec of the application: refused here.',
    flags: {
      file: fileFlag(['file'], 'The spec, - being standard input.', '-'),
      resources: fileFlag(['k8s-resources'], 'What Kubernetes is to make beside the pods.'),
    },
    async run({ context }, { flags: { file, resources }, input }) {
      await checkGiven(input, file, 'k8s spec');
      if (resources !== '') await input.readFile(resources);
      throw refusal(context);
    },
  });
}

async function checkGiven(input: ToolInput, file: string, what: string): Promise<void> {
  const content = await input.read(file);
  if (content.length > 0) return;
  throw refused(`no ${what} specified: pipe ${what} to command, or specify a file with --file`);
}

function refusal({ isLeader }: HookContext): Error {
  if (!isLeader) return refused('this unit is not the leader');
  return refused(
    'the embedded controller makes no pods of specs, and Juju 4 does not either: write a sidecar charm, or test on Juju 3',
  );
}
