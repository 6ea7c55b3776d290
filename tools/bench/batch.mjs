// The cost of a step of 64 chains that move in step, with one call of the model for all of them, against 64 steps of single chains.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { duration, interleave, minimum } from './harness.mjs';

const CHAINS = 64;
const REPETITIONS = 15;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  // Each in a process of its own: in one process, the engine would compile the step for both kinds of models.
  const [together, alone] = [open('batch'), open('single')];
  try {
    await interleave(3, together, alone);
    const { a, b } = await interleave(REPETITIONS, together, alone);
    const [measured, reference] = [minimum(a), minimum(b)];
    return [
      {
        name: `step of ${CHAINS} chains of a 2-D Gaussian in a batch, against single steps`,
        measured: duration(measured),
        reference: duration(reference),
        ratio: measured / reference,
        target: { atMost: 1.2 },
        method: `minima of ${REPETITIONS} pairs`,
      },
    ];
  } finally {
    together.close();
    alone.close();
  }
}

/**
 * Returns a function that resolves to the time of a step of all chains, measured in another process.
 *
 * @param {'batch' | 'single'} kind
 */
function open(kind) {
  const child = fork(new URL('batch-child.mjs', import.meta.url), [kind, String(CHAINS)]);
  const measure = async () => {
    child.send('measure');
    const [elapsed] = await once(child, 'message');
    return /** @type {number} */ (elapsed);
  };
  return Object.assign(measure, { close: () => child.disconnect() });
}
