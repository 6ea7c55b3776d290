import { usageError } from '@epsie/core/checks';
import type { AnswerReader } from '../protocol/answers.ts';
import { ANSWER, type Hello, PROTOCOL } from '../protocol/frames.ts';
import { askVersion, type Launch } from './launch.ts';

/** Milliseconds between two looks for the first answer. */
const PAUSE = 1;

/**
 * Waits for the first answer of a Python. It is the only wait that polls: until then nothing else would end it if the command hangs.
 *
 * @returns the answer; 'late' after the limit, in seconds; undefined if the command ended without one
 */
export function readHello(reader: AnswerReader, limit: number): Hello | 'late' | undefined {
  const end = performance.now() + 1000 * limit;
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      const answer = reader.next();
      if (answer?.kind !== ANSWER.hello) return undefined;
      return JSON.parse(new TextDecoder().decode(answer.payload)) as Hello;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EAGAIN') throw error;
    }
    if (performance.now() > end) return 'late';
    Atomics.wait(sleeper, 0, 0, PAUSE);
  }
}

/** Throws unless a Python arrived that is recent enough, and of the same version of the protocol. */
export function checkHello(hello: ReturnType<typeof readHello>, { command, startLimit }: Launch): void {
  const name = `\`${command.join(' ')}\``;
  if (hello === 'late')
    throw usageError(
      `Expected ${name} to start Python within ${startLimit} s, and it did not. Raise \`startLimit\` if it is that slow`,
    );
  if (hello === undefined)
    throw usageError(
      `Expected ${name} to start Python 3.8 or later, but it ended before it was ready. ${askVersion(command)}`,
    );
  const { protocol, python, executable, pid } = hello;
  if (protocol !== PROTOCOL)
    throw usageError(
      `Expected version ${PROTOCOL} of the protocol between @epsie/python and its Python program, got ${protocol}. ` +
        'The files of the package are of different versions: install it again',
    );
  if (pid === undefined)
    throw usageError(`Expected Python 3.8 or later, got ${python} (${executable}). Set \`python\` to a later one`);
}
