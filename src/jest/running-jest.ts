import { createRequire } from 'node:module';

/**
 * Resolves a package of the Jest that is running.
 *
 * A project may hold several Jests (a monorepo, an alias, a package manager's own layout), so the name alone may find
 * another major than the one that loaded us, and the parts of two majors do not fit together.
 *
 * @param name - a package that every Jest brings, such as `jest-environment-node`
 * @param hints - files of the running Jest, the surest first (its configuration names its runner, for one)
 * @internal
 */
export function resolveFromRunningJest(name: string, hints: readonly string[] = []): string {
  const major = runningMajor();
  const found: string[] = [];
  for (const file of [...hints, ...loaders(), __filename]) {
    const version = versionOf(name, file);
    if (version === undefined) continue;
    if (major === undefined || majorOf(version) === major) return createRequire(file).resolve(name);
    found.push(version);
  }
  throw new Error(notFound(name, major, found));
}

/** The files that led to this module being loaded: ours, perhaps a user's own environment, and then Jest's loader. */
function loaders(): string[] {
  const files: string[] = [];
  // Deprecated for good reasons, but nothing else says who loaded a module.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  for (let loader = module.parent; loader; loader = loader.parent) files.push(loader.filename);
  if (require.main) files.push(require.main.filename);
  return files;
}

/** The major version of the Jest whose loader loaded us; unknown where something else did (a script, a test). */
function runningMajor(): number | undefined {
  const loader = loaders().find((file) => /[\\/]jest-(?:util|worker|cli)[\\/]/.test(file));
  const version = loader === undefined ? undefined : versionOf('jest-util', loader);
  return version === undefined ? undefined : majorOf(version);
}

function versionOf(name: string, file: string): string | undefined {
  try {
    return (createRequire(file)(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function notFound(name: string, major: number | undefined, found: readonly string[]): string {
  const wanted = major === undefined ? name : `${name}@${String(major)}`;
  const instead = found.length > 0 ? `found only ${found.join(', ')}` : 'found none';
  return (
    `jest-operator needs ${name} of the same major version as the Jest that runs` +
    `${major === undefined ? '' : ` (${String(major)})`}, and ${instead}. Install it: npm install --save-dev ${wanted}`
  );
}
