import { lstat } from 'node:fs/promises';

/** What changes when what is at a path is written, or replaced by something else. @internal */
export async function fingerprint(path: string): Promise<string> {
  const { ino, size, mtimeNs, ctimeNs } = await lstat(path, { bigint: true });
  return [ino, size, mtimeNs, ctimeNs].join(' ');
}
