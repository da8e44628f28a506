import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder with charms' folders in it, removed in the end. */
export class CharmFolder implements AsyncDisposable {
  private constructor(readonly path: string) {}

  static async make(): Promise<CharmFolder> {
    return new CharmFolder(await realpath(await mkdtemp(join(tmpdir(), 'jest-operator-charms-'))));
  }

  /** Writes a charm's folder of files; resolves with its path. */
  async charm(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    const root = join(this.path, name);
    await mkdir(root, { recursive: true });
    for (const [file, content] of Object.entries(files)) {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), content);
    }
    return root;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** A web application that needs a database, and has options of each type and an action. */
export const webFiles = {
  'charmcraft.yaml': `
name: web
summary: A web application.
description: A web application.
type: charm
base: ubuntu@22.04
platforms:
  amd64:
requires:
  database:
    interface: sql
peers:
  cluster:
    interface: web-peers
config:
  options:
    greeting: { type: string, default: Hello }
    port: { type: int, default: 8080 }
    ratio: { type: float, default: 0.5 }
    tls: { type: boolean, default: true }
    title: { type: string }
actions:
  greet:
    description: Greets.
    params: { name: { type: string } }
  refuse: { description: Fails. }
  linger: { description: Ends when it is cancelled. }
  mark: { description: Sets a status. }
`,
  dispatch: '#!/bin/sh\n',
};

/** The database that it needs. */
export const databaseFiles = {
  'charmcraft.yaml': `
name: database
summary: A database.
description: A database.
type: charm
base: ubuntu@22.04
platforms:
  amd64:
provides:
  sql:
    interface: sql
`,
  dispatch: '#!/bin/sh\n',
};

/** Something that runs beside each unit of an application. */
export const agentFiles = {
  'charmcraft.yaml': `
name: agent
summary: An agent.
description: An agent.
type: charm
subordinate: true
base: ubuntu@22.04
platforms:
  amd64:
requires:
  host:
    interface: juju-info
    scope: container
`,
  dispatch: '#!/bin/sh\n',
};
