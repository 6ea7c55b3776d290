// The cost of a step with each family of proposals and each adaptation, relative to a plain normal proposal.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { duration, minimum } from './harness.mjs';
import { familyNames, SIZES, scalingNames } from './proposals-cases.mjs';

const CHILD = fileURLToPath(new URL('proposals-child.mjs', import.meta.url));
const ROUNDS = 3;

/** @returns {Promise<import('./harness.mjs').Row[]>} */
export async function bench() {
  const sizes = scalingNames.flatMap((name) => SIZES.map((size) => `${name}: ${size}`));
  /** @type {Map<string, number[]>} */ const times = new Map();
  // In turn, so that a slow moment of the machine does not affect only one case.
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of [...familyNames, ...(round === 0 ? sizes : [])]) {
      const time = Number(execFileSync(process.execPath, [CHILD, name], { encoding: 'utf8' }));
      times.set(name, [...(times.get(name) ?? []), time]);
    }
  }
  const timeOf = (/** @type {string} */ name) => minimum(times.get(name) ?? []);
  const reference = timeOf('normal');
  const rows = familyNames.map((name) => ({
    name: `step of ${name}, against normal`,
    measured: duration(timeOf(name)),
    reference: duration(reference),
    ratio: timeOf(name) / reference,
    ...(name === 'normal' ? {} : { target: { atMost: 3 } }),
    method: `minima of ${ROUNDS} processes`,
  }));
  const scaling = scalingNames.map((name) => ({
    name: `step of ${name}, by size`,
    measured: SIZES.map((size) => `${size}: ${duration(timeOf(`${name}: ${size}`))}`).join(', '),
  }));
  return [...rows, ...scaling];
}
