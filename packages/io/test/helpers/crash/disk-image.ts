import { dirname, join } from 'node:path';
import type { FileSystem } from '#src/files/file-system.js';
import { Run } from '#src/run/run.js';
import { DIRECTORY, sampleSmall, startSmall } from '../small-run.ts';
import { emptyRun, read } from '../trials.js';
import { CrashFileSystem, type Random } from './crash-file-system.js';

/** The files of a run by their paths, but for those of its lock. */
export type Image = ReadonlyMap<string, Uint8Array>;

/** Contents of a directory. */
export async function imageOf(fs: FileSystem, directory: string = DIRECTORY): Promise<Image> {
  const files = new Map<string, Uint8Array>();
  for (const name of await fs.list(directory)) {
    const path = join(directory, name);
    if (name.endsWith('.lock')) continue;
    if (name.includes('.')) files.set(path, await read(fs, path));
    else for (const [inner, bytes] of await imageOf(fs, path)) files.set(inner, bytes);
  }
  return files;
}

/** A disk with such files. */
export async function diskOf(image: Image): Promise<CrashFileSystem> {
  const fs = new CrashFileSystem();
  const directories = [DIRECTORY, join(DIRECTORY, 'samples'), join(DIRECTORY, 'checkpoints')];
  for (const path of [dirname(DIRECTORY), ...directories]) await fs.makeDirectory(path);
  for (const [path, bytes] of image) {
    const file = await fs.open(path, 'create');
    await file.write(bytes, 0);
    await file.close();
  }
  return fs;
}

/** The files of a run that made so many iterations, with a commit for every two of them. */
export async function sampledImage(seed: number, iterations: number): Promise<Image> {
  const fs = await emptyRun();
  const sampler = await startSmall({ seed });
  const run = await Run.on(fs).create(DIRECTORY, sampler);
  await sampleSmall(run, sampler, { iterations, segment: 2 });
  return imageOf(fs);
}

/** Whether two images are the same. */
export const sameImage = (a: Image, b: Image): boolean =>
  a.size === b.size && [...a].every(([path, bytes]) => Buffer.compare(bytes, b.get(path) ?? Buffer.of()) === 0);

/** The first file whose name is such. */
export const pathIn = (image: Image, part: string): string =>
  [...image.keys()].findLast((path) => path.includes(part)) as string;

const below = (random: Random, end: number): number => Math.floor(end * random());

type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

const changed =
  (change: (copy: Uint8Array, random: Random) => void): Mutation =>
  (bytes, random) => {
    const copy = bytes.slice();
    change(copy, random);
    return copy;
  };

const noise = (random: Random, length: number): Uint8Array => Uint8Array.from({ length }, () => below(random, 256));

/** Damage to a file. */
export const MUTATIONS: { readonly [name: string]: Mutation } = {
  'one bit flipped': changed((copy, random) => {
    const bit = below(random, 8 * copy.length);
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  }),
  'some zeros': changed((copy, random) => {
    const at = below(random, copy.length);
    copy.fill(0, at, at + 1 + below(random, 600));
  }),
  'two blocks swapped': changed((copy, random) => {
    const length = 1 + below(random, copy.length / 2);
    const [a, b] = [below(random, copy.length - length), below(random, copy.length - length)] as [number, number];
    const first = copy.slice(a, a + length);
    copy.copyWithin(a, b, b + length);
    copy.set(first, b);
  }),
  'cut off': (bytes, random) => bytes.slice(0, below(random, bytes.length)),
  extended: (bytes, random) => Buffer.concat([bytes, noise(random, 1 + below(random, 700))]),
  empty: () => new Uint8Array(0),
  'random bytes': (_bytes, random) => noise(random, below(random, 3000)),
  'another file': (_bytes, random, others) => others[below(random, others.length)] as Uint8Array,
};
