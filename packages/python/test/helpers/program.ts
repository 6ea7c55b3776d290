import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of `test/programs` at work. */
export type Program = {
  readonly child: ChildProcess;
  /** Returns the output so far. */
  output(): string;
  /** Resolves when it prints a text, or ends. */
  printed(text: string): Promise<void>;
  /** Resolves with its exit code or signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
};

/** Starts a program in a process group of its own. */
export function startProgram(name: string, ...args: readonly string[]): Program {
  const path = fileURLToPath(new URL(`../programs/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const printed = async (wanted: string): Promise<void> => {
    while (!text.includes(wanted) && child.exitCode === null && child.signalCode === null) {
      await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended]);
    }
  };
  return { child, output: () => text, printed, ended };
}
