import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { temporaryDirectory } from '../directory.ts';

const mount = (path: string, size: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]).status === 0;

/** Whether this process may mount file systems. */
export function canMount(): boolean {
  if (process.platform !== 'linux') return false;
  const path = mkdtempSync(join(tmpdir(), 'epsie-mount-'));
  const able = mount(path, '1m');
  if (able) spawnSync('umount', [path]);
  rmSync(path, { recursive: true });
  return able;
}

/** A file system in memory, of a size like '1m', for one test. */
export function mounted(t: ExecutionContext, size: string): string {
  const path = temporaryDirectory(t);
  if (!mount(path, size)) throw new Error(`Cannot mount ${path}`);
  t.teardown(() => void spawnSync('umount', ['--lazy', path]));
  return path;
}

/** Mounts it again with other options, like 'ro'; returns whether that was possible. */
export const remount = (path: string, options: string): boolean =>
  spawnSync('mount', ['-o', `remount,${options}`, path]).status === 0;
