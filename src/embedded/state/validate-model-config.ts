import type { ModelConfigValue } from './model-config-defaults';
import { isValidModelName } from './names';
import { notValid, refused } from '../api-error';
import { parseGoDuration } from './go-duration';

type Values = Readonly<Record<string, ModelConfigValue | undefined>>;

/**
 * Checks a model's config as a whole, against what it was before.
 *
 * Juju means to refuse an `update-status-hook-interval` below a minute or above an hour, but annotates an error that is
 * not there, so it takes the value; pytest-operator's `fast_forward`, which sets ten seconds, lives on that. We take it too.
 *
 * @internal
 */
export function validateModelConfig(values: Values, before: Values | undefined): void {
  const name = text(values['name']);
  if (!isValidModelName(name)) {
    throw refused(
      `"${name}" is not a valid name: model names may only contain lowercase letters, digits and hyphens`,
    );
  }
  validateLoggingConfig(text(values['logging-config']));
  validateDuration(values, 'max-status-history-age', 'max status history age');
  validateDuration(values, 'max-action-results-age', 'max action age');
  validateDuration(values, 'update-status-hook-interval', 'update status hook interval');
  validateSize(values, 'max-status-history-size', 'max status history size');
  validateSize(values, 'max-action-results-size', 'max action size');
  validateChoices(values);
  for (const key of ['ssh-allow', 'saas-ingress-allow', 'egress-subnets']) validateSubnets(key, values);
  validateTags(values['resource-tags']);
  if (before !== undefined) validateImmutable(values, before);
}

function validateLoggingConfig(text: string): void {
  for (const part of text.split(/[;\n]/)) {
    const [module, level, ...rest] = part.trim().split('=');
    if (module === '' || module === undefined) continue;
    if (level === undefined || rest.length > 0) {
      throw refused(`config value expected '=', found ${JSON.stringify(part.trim())}`);
    }
    if (!/^(?:UNSPECIFIED|TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|CRITICAL)$/i.test(level.trim())) {
      throw refused(`unknown severity level ${JSON.stringify(level.trim())}`);
    }
  }
}

function validateDuration(values: Values, key: string, what: string): void {
  const value = values[key];
  if (value === undefined || parseGoDuration(text(value)) !== undefined) return;
  throw refused(`invalid ${what} in model configuration: time: invalid duration ${JSON.stringify(value)}`);
}

function validateSize(values: Values, key: string, what: string): void {
  const value = values[key];
  if (value === undefined || /^\d+(?:\.\d+)?[MGTPEZY]?(?:i?B)?$/.test(text(value))) return;
  throw refused(
    `invalid ${what} in model configuration: expected a non-negative number, got ${JSON.stringify(value)}`,
  );
}

const choices: Readonly<Record<string, readonly string[]>> = {
  'container-networking-method': ['', 'fan', 'provider', 'local'],
  'firewall-mode': ['instance', 'global', 'none'],
  'provisioner-harvest-mode': ['all', 'none', 'unknown', 'destroyed'],
};

function validateChoices(values: Values): void {
  for (const [key, allowed] of Object.entries(choices)) {
    const value = values[key];
    if (value === undefined || allowed.includes(text(value))) continue;
    throw refused(
      key === 'container-networking-method'
        ? `Invalid value for container-networking-method - ${text(value)}`
        : `${key}: expected one of [${allowed.join(' ')}], got ${JSON.stringify(value)}`,
    );
  }
  const unknown = text(values['mode'])
    .split(',')
    .map((mode) => mode.trim())
    .filter((mode) => mode !== '' && mode !== 'requires-prompts' && mode !== 'strict');
  if (unknown.length > 0) throw notValid(`mode(s) "${unknown.toSorted().join(', ')}"`);
}

function validateSubnets(key: string, values: Values): void {
  for (const cidr of text(values[key]).split(',')) {
    if (cidr === '' || /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(cidr.trim())) continue;
    throw key === 'egress-subnets' ? refused(`invalid egress subnet: ${cidr}`) : notValid(`cidr "${cidr}"`);
  }
}

function validateTags(tags: ModelConfigValue | undefined): void {
  if (typeof tags !== 'object') return;
  for (const key of Object.keys(tags)) {
    if (key.startsWith('juju-')) {
      throw refused(`validating resource tags: tag "${key}" uses reserved prefix "juju-"`);
    }
  }
}

function validateImmutable(values: Values, before: Values): void {
  for (const key of ['name', 'type', 'uuid', 'firewall-mode', 'charmhub-url']) {
    if (before[key] !== undefined && values[key] !== before[key]) {
      throw refused(
        `cannot change ${key} from ${JSON.stringify(before[key])} to ${JSON.stringify(values[key])}`,
      );
    }
  }
  if (before['agent-version'] !== undefined && values['agent-version'] === undefined) {
    throw refused('cannot clear agent-version');
  }
}

function text(value: ModelConfigValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
