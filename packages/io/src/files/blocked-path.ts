import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The part of a path at which the system failed. */
export type Blockage = {
  readonly path: string;
  /** Whether it is missing, or a file where a directory is needed. */
  readonly kind: 'missing' | 'file';
  /** Whether it is the path itself, not a directory above it. */
  readonly isLast: boolean;
};

/** Returns the first part of a path that is missing, or is a file in the place of a directory; `undefined` if there is no such part now. */
export function blockageOf(path: string): Blockage | undefined {
  const parts = partsOf(path);
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1;
    const found = statSync(part, { throwIfNoEntry: false });
    if (found === undefined) return { path: part, kind: 'missing', isLast };
    if (!isLast && !found.isDirectory()) return { path: part, kind: 'file', isLast };
  }
  return undefined;
}

/** Returns a path and its parent directories, outermost first; relative ones stay relative. */
function partsOf(path: string): string[] {
  const parts = [path];
  for (let part = path; dirname(part) !== part && resolve(part) !== resolve('.'); ) {
    part = dirname(part);
    parts.unshift(part);
  }
  return parts;
}
