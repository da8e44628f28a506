import { isRecord } from '../is-record';
import { OptionError } from './errors';

/**
 * Refuses the forms of `--testEnvironmentOptions` that Jest passes over in silence: the run would go on without the
 * option, on a new model of a paid cloud instead of the one that was named.
 *
 * @throws OptionError with the command as it should be
 * @internal
 */
export function checkCommandLine(args: readonly string[]): void {
  const given = args.flatMap((arg, index) => readFlag(arg, args[index + 1]) ?? []);
  const problem = problemOf(given);
  if (problem === undefined) return;
  throw new OptionError(
    `${given.map(({ written }) => written).join(' ')} would be ignored by Jest without a word: ${problem}. ` +
      `Write --testEnvironmentOptions='${JSON.stringify(Object.assign({}, ...given.map(meaning)))}', ` +
      'or set the environment variable of the option (JEST_OPERATOR_MODEL for model)',
  );
}

interface GivenFlag {
  readonly written: string;
  /** What follows a dot: `model` of `--testEnvironmentOptions.model=x`. */
  readonly path: string;
  readonly value: string;
}

const flag =
  /^--(?:testEnvironmentOptions|test-environment-options)(?:\.(?<path>[^=]+))?(?:=(?<value>.*))?$/s;

function readFlag(arg: string, next: string | undefined): GivenFlag | undefined {
  const groups = flag.exec(arg)?.groups;
  if (!groups) return undefined;
  const { path = '', value } = groups;
  const separate = value === undefined && next !== undefined && !next.startsWith('-');
  return { written: separate ? `${arg} ${next}` : arg, path, value: value ?? (separate ? next : '') };
}

function problemOf(given: readonly GivenFlag[]): string | undefined {
  const [first] = given;
  if (first === undefined) return undefined;
  if (given.length > 1) return 'it heeds the option only when it is given once';
  if (first.path) return 'it does not know options with a dot';
  return isRecord(parsed(first.value)) ? undefined : 'the value is not a JSON object';
}

function meaning({ path, value }: GivenFlag): object {
  if (path) return nested(path.split('.'), literal(value));
  const object = parsed(value);
  if (isRecord(object)) return object;
  const [key = '', ...rest] = value.split('=');
  return rest.length > 0 ? { [key]: literal(rest.join('=')) } : { model: 'my-model' };
}

function nested([key = '', ...deeper]: readonly string[], value: unknown): object {
  return { [key]: deeper.length > 0 ? nested(deeper, value) : value };
}

/** The value that is meant: `4.0` is a version, not the number 4. */
function literal(text: string): unknown {
  const value = parsed(text);
  return value !== undefined && JSON.stringify(value) === text ? value : text;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
