import { ZipFile } from 'yazl';

/** What the metadata of a charm for tests says; JSON is YAML too. */
export interface CharmFiles {
  readonly name: string;
  readonly description?: string;
  readonly provides?: object;
  readonly requires?: object;
  readonly peers?: object;
  readonly subordinate?: boolean;
  readonly storage?: object;
  readonly containers?: object;
  readonly resources?: object;
}

/** The archive of a small charm. */
export async function zipCharm(
  metadata: CharmFiles,
  files: Readonly<Record<string, Buffer | object>> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  const all = {
    'metadata.yaml': { summary: metadata.name, description: `A charm of ${metadata.name}.`, ...metadata },
    dispatch: Buffer.from('#!/bin/sh\n'),
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    zip.addBuffer(Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content)), path);
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
