// Effective draws per evaluation of the likelihood, of posteriors whose scales the sampler does not know: 8 chains that start anywhere
// within 20 standard deviations, and emcee's ensemble of 40 walkers from the same kind of starts. All evaluations count, also
// those of the 40 % of the draws that are dropped.
import { EXPLORERS, TARGETED } from './efficiency/explorers.mjs';
import { findEmcee, measureEmcee, measureExplorer } from './efficiency/measure.mjs';
import { readOptions } from './efficiency/options.mjs';
import { PROBLEMS } from './efficiency/problems.mjs';
import { median } from './harness.mjs';

/** @typedef {import('./harness.mjs').Row} Row */
/** @typedef {import('./efficiency/measure.mjs').Measurement} Measurement */

const TARGET = { atLeast: 1 };
const NO_EMCEE = 'emcee is not installed: apt-get install python3-emcee';

/** @returns {Promise<Row[]>} */
export async function bench() {
  const settings = readOptions(process.argv.slice(3));
  const python = findEmcee();
  const rows = [];
  for (const name of settings.problems) rows.push(...(await rowsOf(name, settings, python)));
  return rows;
}

/**
 * @param {string} name
 * @param {ReturnType<typeof readOptions>} settings
 * @param {string | undefined} python
 * @returns {Promise<Row[]>}
 */
async function rowsOf(name, { seeds, explorers, prior, steps }, python) {
  const problem = PROBLEMS[/** @type {keyof typeof PROBLEMS} */ (name)];
  const trials = seeds.map((seed) => ({ prior, steps, seed }));
  const emcee = python === undefined ? [] : trials.map((trial) => measureEmcee(python, problem, trial));
  const rows = [];
  for (const explorer of explorers) {
    const ours = [];
    for (const trial of trials) ours.push(await measureExplorer(problem, EXPLORERS[explorer], trial));
    const targeted = TARGETED.includes(explorer);
    rows.push(explorerRow(`${problem.title}: ${explorer}`, ours, emcee, targeted));
    if (targeted && 'target' in problem) rows.push(targetRow(ours, problem.target));
  }
  const row = { name: `${problem.title}: emcee`, method: methodOf(emcee) };
  if (emcee.length === 0) return [...rows, { ...row, measured: '', skipped: NO_EMCEE }];
  return [...rows, { ...row, measured: describe(emcee, 40) }];
}

/**
 * @param {string} name
 * @param {readonly Measurement[]} ours
 * @param {readonly Measurement[]} emcee
 * @param {boolean} targeted
 * @returns {Row}
 */
function explorerRow(name, ours, emcee, targeted) {
  const row = { name, measured: describe(ours, 8), method: methodOf(ours) };
  if (emcee.length === 0) return { ...row, reference: NO_EMCEE };
  const reference = median(emcee.map(perThousand));
  if (reference === 0) return { ...row, reference: 'walkers of emcee that did not meet' };
  const ratio = median(ours.map(perThousand)) / reference;
  return { ...row, reference: `${figure(reference)} of emcee`, ratio, ...(targeted ? { target: TARGET } : {}) };
}

/**
 * @param {readonly Measurement[]} ours
 * @param {number} least
 * @returns {Row}
 */
function targetRow(ours, least) {
  const measured = median(ours.map(perThousand));
  const row = {
    name: '… against its target',
    measured: `${figure(measured)} per 1000`,
    reference: `${least} per 1000`,
  };
  return { ...row, ratio: measured / least, target: TARGET };
}

/** @param {readonly Measurement[]} all */
const methodOf = (all) => `medians of ${all.length}, largest R̂ and error`;

/** @param {Measurement} measurement */
const perThousand = ({ size, evaluations }) => (1000 * size) / evaluations;

/**
 * @param {readonly Measurement[]} all
 * @param {number} chains
 */
function describe(all, chains) {
  const within = median(all.map(({ sizeWithin, evaluations }) => (1000 * sizeWithin) / evaluations));
  const speed = median(all.map(({ size, seconds }) => size / seconds));
  const worst = (/** @type {'rhat' | 'error'} */ key) => Math.max(...all.map((measurement) => measurement[key]));
  const stuck = all.reduce((sum, measurement) => sum + measurement.stuck, 0);
  return [
    `${figure(median(all.map(perThousand)))} per 1000 (${figure(within)} within chains)`,
    `${figure(speed)} per s`,
    `R̂ ${worst('rhat') < 100 ? worst('rhat').toFixed(2) : worst('rhat').toExponential(0)}`,
    `error ${worst('error').toFixed(1)} se`,
    `${stuck} of ${chains * all.length} stuck`,
  ].join(', ');
}

/** @param {number} value */
const figure = (value) => Number(value.toPrecision(2)).toLocaleString('en', { maximumFractionDigits: 4 });
