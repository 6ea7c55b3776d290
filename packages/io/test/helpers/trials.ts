import type { FileSystem } from '#src/files/file-system.js';
import { CrashFileSystem, type Random, seeded, type Trouble } from './crash/crash-file-system.js';

/** Reads a whole file. */
export async function read(fs: FileSystem, path: string): Promise<Uint8Array> {
  const file = await fs.open(path, 'read');
  const content = new Uint8Array(await file.size());
  await file.read(content, 0);
  await file.close();
  return content;
}

/** Result of a trial: `undefined`, or the problem. */
export type Trial = (random: Random, trouble: Trouble) => Promise<string | undefined>;

/** The first thing that is wrong in some trials. */
export async function firstFault(trial: Trial, trials: number, trouble: Trouble = {}): Promise<string | undefined> {
  for (let seed = 1; seed <= trials; seed++) {
    const fault = await trial(seeded(seed), trouble);
    if (fault !== undefined) return `trial ${seed}: ${fault}`;
  }
  return undefined;
}

/** A disk with a directory for a run. */
export async function emptyRun(): Promise<CrashFileSystem> {
  const fs = new CrashFileSystem();
  await fs.makeDirectory('/run');
  fs.settle();
  return fs;
}

/** Whether two files hold the same. */
export const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Works until the crash comes that is to come; other errors are errors. */
export async function untilCrash(fs: CrashFileSystem, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!fs.crashed) throw error;
  }
}

/** Whether temporaries are left. */
export const temporaries = async (fs: FileSystem): Promise<boolean> =>
  (await fs.list('/run')).some((name) => name.endsWith('.tmp'));
