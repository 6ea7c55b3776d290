import type { FileSystem, OpenFile } from './file-system.ts';

/** First and last bytes of a file; all bytes if it is short. */
export type Ends = { readonly head: Uint8Array; readonly tail: Uint8Array };

/** Number of bytes of each end that {@link readFile} passes to `check`. */
const END = 64;

/**
 * Reads all bytes of a file.
 *
 * @param check throws if the ends are not those of the expected kind of file, before a huge file is read
 */
export async function readFile(
  fs: FileSystem,
  path: string,
  check?: (ends: Ends, size: number) => void,
): Promise<Uint8Array> {
  return withFile(fs, path, async (file) => {
    const size = await file.size();
    if (check !== undefined) check(await readEnds(file, size), size);
    return readPart(file, 0, size);
  });
}

/** Returns the length of a file in bytes, without reading it. */
export function fileSize(fs: FileSystem, path: string): Promise<number> {
  return withFile(fs, path, (file) => file.size());
}

async function readEnds(file: OpenFile, size: number): Promise<Ends> {
  const length = Math.min(END, size);
  return { head: await readPart(file, 0, length), tail: await readPart(file, size - length, length) };
}

async function readPart(file: OpenFile, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, await file.read(bytes, position));
}

async function withFile<T>(fs: FileSystem, path: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await fs.open(path, 'read');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}
