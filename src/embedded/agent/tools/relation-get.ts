import { refused } from '../../api-error';
import { isValidApplicationName, isValidUnitName } from '../../state/names';
import { checkEmpty } from './check-empty';
import { booleanFlag } from './flags/flag';
import { checkRelation, relationFlag } from './flags/relation-flag';
import { quote } from './format/go-quote';
import { hookTool } from './hook-tool';
import type { ToolSubject } from './tool-subject';

/** @internal */
export const relationGet = hookTool({
  name: 'relation-get',
  usage: ({ context: { hook } }) =>
    (hook?.remoteUnit ?? '') === '' ? '<key> <unit id>' : '[<key> [<unit id>]]',
  summary: 'Prints the settings of a unit or an application in a relation.',
  flags: {
    relation: relationFlag('Specify a relation by id'),
    app: booleanFlag(['app'], 'Get the relation data for the overall application, not just a unit'),
  },
  output: 'smart',
  init([key = '', ...rest], { relation, app }, subject) {
    checkRelation(relation);
    const [named, ...left] = rest;
    const entity = named === undefined ? entityOfHook(subject, app) : entityNamed(named, app);
    checkEmpty(left);
    return { key: key === '-' ? '' : key, entity };
  },
  run({ context: { relations } }, { args: { key, entity }, flags: { relation } }) {
    if (entity === '') throw refused('"" is not a valid unit or application');
    const settings = relations.get(relation, entity);
    return key === '' ? settings : (settings[key] ?? null);
  },
});

/** With `--app` a unit stands for its application, without it only units have a name. */
function entityNamed(name: string, app: boolean): string {
  const isApplication = isValidApplicationName(name);
  if (!app && isValidUnitName(name)) return name;
  if (!app) {
    throw refused(
      isApplication
        ? `expected unit name, got application name ${quote(name)}`
        : `invalid unit name ${quote(name)}`,
    );
  }
  if (isApplication) return name;
  // What is no name at all is only found out when it is looked for.
  return isValidUnitName(name) ? name.slice(0, name.lastIndexOf('/')) : '';
}

/** The remote unit that the hook is about, else the remote application. */
function entityOfHook({ context: { hook } }: ToolSubject, app: boolean): string {
  const { remoteUnit = '', remoteApplication = '' } = hook ?? {};
  const entity = app || remoteUnit === '' ? remoteApplication : remoteUnit;
  if (entity === '') throw refused('no unit or application specified');
  return entity;
}
