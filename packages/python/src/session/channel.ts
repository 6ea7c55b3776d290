import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageError } from '@epsie/core/checks';

/** A pair of FIFOs. Opening one here never waits for the other side. */
export type Channel = {
  /** Path of the FIFO of requests. */
  readonly requests: string;
  /** Path of the FIFO of answers. */
  readonly answers: string;
  /** Descriptor to write requests to. */
  readonly writer: number;
  /** Descriptor that reads answers and waits for them: its reads return 0 once Python has ended. */
  readonly reader: number;
  /** Descriptor that reads answers without waiting. */
  readonly poller: number;
  /** Write end of the answers, which the new process inherits: its end is seen even if it never opens the FIFO. */
  readonly inherited: number;
  /** Closes the end that the new process has inherited. */
  release(): void;
  /** Closes what only the start needs, and removes the files. */
  settle(): void;
  /** Closes everything. */
  close(): void;
};

/**
 * Creates a pair of FIFOs in a private directory and opens them.
 *
 * A FIFO that is open for reading and writing has both ends, so opening either one again returns at once.
 *
 * @throws Error if the files cannot be created
 */
export function openChannel(): Channel {
  const directory = makeDirectory();
  const open = new Set<number>();
  const close = (...descriptors: readonly number[]): void => {
    for (const descriptor of descriptors) if (open.delete(descriptor)) closeSync(descriptor);
  };
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const opened = (path: string, flags: number): number => {
    const descriptor = openSync(path, flags);
    open.add(descriptor);
    return descriptor;
  };
  try {
    const [requests, answers] = [join(directory, 'requests'), join(directory, 'answers')];
    makeFifos(requests, answers);
    const bothOfRequests = opened(requests, constants.O_RDWR);
    const bothOfAnswers = opened(answers, constants.O_RDWR);
    const writer = opened(requests, constants.O_WRONLY);
    const reader = opened(answers, constants.O_RDONLY);
    const poller = opened(answers, constants.O_RDONLY | constants.O_NONBLOCK);
    const inherited = opened(answers, constants.O_WRONLY);
    close(bothOfAnswers);
    const release = (): void => close(inherited);
    const settle = (): void => {
      close(bothOfRequests, poller);
      remove();
    };
    const closeAll = (): void => {
      close(...open);
      remove();
    };
    return { requests, answers, writer, reader, poller, inherited, release, settle, close: closeAll };
  } catch (error) {
    close(...open);
    remove();
    throw error;
  }
}

function makeDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'epsie-python-'));
  } catch (cause) {
    throw notCreated((cause as Error).message, cause);
  }
}

function makeFifos(...paths: readonly string[]): void {
  const { status, stderr, error } = spawnSync('mkfifo', ['-m', '600', ...paths], { encoding: 'utf8' });
  if (status === 0) return;
  throw notCreated(error?.message ?? (stderr.trim().split('\n')[0] as string), error);
}

const notCreated = (reason: string, cause: unknown): Error =>
  usageError(
    `The channel to Python could not be created in ${tmpdir()}: ${reason}. Free space there, or set TMPDIR to a directory that this process may write to`,
    { cause },
  );
