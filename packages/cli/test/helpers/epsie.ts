import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Path of the command. */
export const EPSIE: string = fileURLToPath(new URL('../../bin/epsie.js', import.meta.url));

/** Variables of the environment that change the output are left out. */
const { COLUMNS: _columns, NO_COLOR: _none, FORCE_COLOR: _force, ...ENVIRONMENT } = process.env;

/** Output of a process, and its end. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Settings of a process. */
export type Settings = { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv };

/** Runs the command as a process, to its end. */
export function epsie(args: readonly string[], { cwd, env = {} }: Settings = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [EPSIE, ...args], {
    cwd,
    env: { ...ENVIRONMENT, ...env },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { code: status, stdout, stderr };
}

/** Runs the command with `--json`, and returns what it prints. */
export function json(args: readonly string[], settings?: Settings): Ended & { readonly data: Record<string, unknown> } {
  const ended = epsie([...args, '--json'], settings);
  return { ...ended, data: JSON.parse(ended.stdout) as Record<string, unknown> };
}

/** Runs a line of bash in which `epsie` is the command. */
export function bash(line: string, cwd: string): Ended {
  const script = `epsie() { "${process.execPath}" "${EPSIE}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], { cwd, env: ENVIRONMENT, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Starts a program of Node; its output is collected. */
export function start(
  args: readonly string[],
  { cwd, env = {} }: Settings = {},
): {
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when stdout has matched; rejects if the program ends before. */
  shows(pattern: RegExp): Promise<string>;
} {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...ENVIRONMENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...output })));
  const shows = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output.stdout)) resolve(output.stdout);
      };
      child.stdout.on('data', look);
      child.on('close', () =>
        reject(new Error(`The program ended before ${pattern}: ${output.stdout}${output.stderr}`)),
      );
      look();
    });
  return { ended, shows, kill: (signal) => child.kill(signal) };
}
