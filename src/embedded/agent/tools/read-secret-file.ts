import path from 'node:path';
import { isRecord } from '../../../is-record';
import { refused } from '../../api-error';
import { quote } from './format/go-quote';
import { readSettings } from './read-settings';
import type { ToolInput } from './tool-input';

const largest = 1_000_000;

/**
 * The bytes of a file with a secret in it. Juju's agent opens it from where the agent stands, not the charm: a relative
 * name is of the root.
 *
 * @internal
 */
export async function readSecretBytes(file: string, input: ToolInput): Promise<Buffer> {
  const absolute = path.resolve('/', file);
  const content = await input.readFile(absolute);
  if (content.length > largest) {
    throw refused(`secret content in file ${quote(absolute)} too large: ${content.length} bytes`);
  }
  return content;
}

/** Keys and values in a file of JSON or YAML. @internal */
export async function readSecretFile(file: string, input: ToolInput): Promise<Record<string, Buffer>> {
  const bytes = await readSecretBytes(file, input);
  const values = jsonTexts(bytes) ?? readSettings(bytes);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value)]));
}

function jsonTexts(bytes: Buffer): Record<string, string> | undefined {
  try {
    const document: unknown = JSON.parse(bytes.toString());
    const isTexts = isRecord(document) && Object.values(document).every((value) => typeof value === 'string');
    return isTexts ? (document as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}
