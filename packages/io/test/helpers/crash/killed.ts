import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** When a program is killed: some milliseconds after it has said so many lines. However busy the machine, it gets so far. */
export type Moment = { readonly lines: number; readonly milliseconds: number };

/** Outcome of a program. */
export type Ending = {
  /** The lines that it said. */
  readonly said: readonly string[];
  /** Whether it came to its own end before. */
  readonly ended: boolean;
};

/**
 * Runs a program of Node and kills it, or lets it end if no moment is given.
 *
 * @throws Error if it fails by itself
 */
export async function runUntil(program: string, args: readonly string[], moment?: Moment): Promise<Ending> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  const said: string[] = [];
  const kill = async (milliseconds: number): Promise<void> => {
    await sleep(milliseconds);
    child.kill('SIGKILL');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === moment?.lines) void kill(moment.milliseconds);
  }
  const [code, signal] = await exit;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${program} ended with ${code ?? signal}: ${errors}`);
  return { said, ended: code === 0 };
}
