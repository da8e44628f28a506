import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** An archive of files by their paths. */
export async function zipOf(
  files: Readonly<Record<string, string>>,
  { executable = [] }: { readonly executable?: readonly string[] } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files)) {
    zip.addBuffer(Buffer.from(text), path, { mode: executable.includes(path) ? 0o100755 : 0o100644 });
  }
  zip.end();
  return await buffer(zip.outputStream);
}
