import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Behaviour of a server of the tests. */
export type ServerOptions = {
  readonly port?: number;
  readonly version?: unknown;
  readonly support?: unknown;
  /** Name of a wrong answer to evaluations. */
  readonly fault?: string;
  /** Number of evaluations with the wrong answer. */
  readonly faults?: number;
  /** Number of evaluations before the first wrong answer. */
  readonly after?: number;
  /** Milliseconds of an evaluation. */
  readonly pause?: number;
  /** Number of evaluations that wait for each other, and are then answered together. */
  readonly barrier?: number;
  /** A wrong answer to the first requests of any kind. */
  readonly start?: { readonly fault: string; readonly requests?: number };
};

/** Counts of a server. */
export type Counts = {
  requests: number;
  evaluations: number;
  /** Largest number of evaluations at a time. */
  together: number;
  connections: number;
  readonly inputs: string[];
};

/** A server in another process. */
export type TestServer = {
  readonly url: string;
  readonly port: number;
  counts(): Promise<Counts>;
  /** Kills the process, and resolves when it has ended. */
  kill(): Promise<void>;
};

/** Starts a server, which ends with the test process at the latest. */
export async function startServer(
  t: { teardown(end: () => Promise<void>): void },
  options: ServerOptions = {},
): Promise<TestServer> {
  const path = fileURLToPath(new URL('../programs/server.js', import.meta.url));
  const child = spawn(process.execPath, [path, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(String(line));
  const url = `http://127.0.0.1:${port}`;
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  t.teardown(kill);
  return { url, port, kill, counts: async () => (await (await fetch(`${url}/counts`)).json()) as Counts };
}
