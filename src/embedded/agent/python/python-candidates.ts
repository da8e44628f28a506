import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { findInPath } from '../process/find-in-path';
import type { PythonCharm } from './read-python-charm';

/** Where the Python of charms is looked for. @internal */
export interface PythonPlaces {
  /** `embedded.python`: no other is asked then. */
  readonly python: string | undefined;
  /** Folders whose virtual environment may be the charm's: that of its sources, that of the tests. */
  readonly projects: readonly string[];
}

/**
 * The interpreters that may run a charm, the likeliest first. What a charm brings along is not looked for in a project.
 *
 * @internal
 */
export function pythonCandidates(charm: PythonCharm, { python, projects }: PythonPlaces): string[] {
  if (python !== undefined) return [python];
  if (charm.shebang !== undefined) return [charm.shebang];
  const ofPath = ['python3', ...(charm.packed === undefined ? [] : [neededName(charm.packed.minor)])]
    .map((name) => (name === undefined ? undefined : findInPath(name)))
    .filter((path) => path !== undefined);
  const ofProjects = charm.packed === undefined ? projects.flatMap(environmentOf) : [];
  return [...new Set([...ofProjects, ...ofPath])];
}

/** The name by which a certain minor version is found. @internal */
export function neededName(minor: number | undefined): string | undefined {
  return minor === undefined ? undefined : `python3.${minor}`;
}

function environmentOf(project: string): string[] {
  return ['.venv', 'venv']
    .map((name) => join(project, name, 'bin/python'))
    .filter((path) => existsSync(path));
}
