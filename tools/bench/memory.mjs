// The memory of recorded steps, in processes that do nothing else.
import { fork } from 'node:child_process';

const STEPS = 1_000_000;
/** x, y, log likelihood, log prior, acceptance ratio, and a byte for the decision. */
const BYTES = 5 * 8 + 1;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const reference = STEPS * BYTES;
  const rows = [];
  for (const runs of [1, 100]) {
    const { rss, arrayBuffers, peak } = await measure(runs);
    const name = `memory of 10⁶ steps, ${runs === 1 ? 'one run' : `${runs} runs`}, all read`;
    rows.push(
      {
        name,
        measured: megabytes(rss),
        reference: megabytes(reference),
        ratio: rss / reference,
        target: { atMost: 1.3 },
        method: 'growth of the resident set, once',
      },
      {
        name: '… array buffers',
        measured: megabytes(arrayBuffers),
        reference: megabytes(reference),
        ratio: arrayBuffers / reference,
      },
      { name: '… peak of the process', measured: megabytes(peak) },
    );
  }
  return rows;
}

/**
 * @param {number} runs
 * @returns {Promise<{ rss: number, arrayBuffers: number, peak: number }>}
 */
function measure(runs) {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('memory-child.mjs', import.meta.url), [String(runs), String(STEPS)], {
      execArgv: ['--expose-gc'],
    });
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The process that measures memory ended with ${code}`)));
  });
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
