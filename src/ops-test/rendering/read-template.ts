import { readFile } from 'node:fs/promises';

import { JujuError } from '../../errors';
import { fileError } from '../file-error';

/** The text of a file; `undefined` where it is none, but binary. @internal */
export function textOf(content: Buffer): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** Reads a template. @throws JujuError where it is missing, cannot be read or is no text @internal */
export async function readTemplate(path: string): Promise<string> {
  let content: Buffer;
  try {
    content = await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new JujuError(`There is no template at ${path}`, { code: 'not found', cause });
    }
    throw fileError(`The template ${path} cannot be read`, cause);
  }
  const text = textOf(content);
  if (text !== undefined) return text;
  throw new JujuError(`The template ${path} is no text in UTF-8`, { code: 'not valid' });
}
