import { readFile } from 'node:fs/promises';

import { JujuError } from '../../errors';

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
    const { code = '', message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new JujuError(`There is no template at ${path}`, { code: 'not found', cause });
    }
    throw new JujuError(`The template ${path} cannot be read: ${message}`, { cause });
  }
  const text = textOf(content);
  if (text !== undefined) return text;
  throw new JujuError(`The template ${path} is no text in UTF-8`, { code: 'not valid' });
}
