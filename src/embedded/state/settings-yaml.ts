import * as yaml from 'js-yaml';
import { messageOf } from '../../message-of';
import { isMap } from '../charm/yaml-map';
import { refused } from '../api-error';

/**
 * The settings of one application in a document keyed by application, or in what `juju config app` prints.
 *
 * @internal
 */
export function parseSettingsYaml(application: string, text: string): Readonly<Record<string, unknown>> {
  const document = load(text);
  const own = document[application];
  if (isMap(own)) return own;
  const printed = document['settings'];
  if (document['application'] === application && isMap(printed)) return userSettings(printed);
  throw refused(`no settings found for "${application}"`);
}

function load(text: string): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = yaml.load(text, { schema: yaml.CORE_SCHEMA });
  } catch (cause) {
    throw refused(`cannot parse settings data: ${messageOf(cause)}`);
  }
  if (!isMap(document)) throw refused('cannot parse settings data: expected a map');
  return document;
}

/** Of `juju config app`: the values that a user had set. */
function userSettings(printed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const settings: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(printed)) {
    if (isMap(entry) && entry['source'] === 'user') settings[name] = entry['value'];
  }
  return settings;
}
