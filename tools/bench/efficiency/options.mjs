import { parseArgs } from 'node:util';
import { EXPLORERS } from './explorers.mjs';
import { PRIORS, PROBLEMS } from './problems.mjs';

const string = /** @type {const} */ ('string');

/** Options of the benchmark of efficiency, for `parseArgs`. Lists are separated by commas. */
export const EFFICIENCY_OPTIONS = {
  /** Seeds 1 to this number; the table contains medians over them. */
  seeds: { type: string },
  /** Steps of all chains together, for each seed. */
  steps: { type: string },
  explorers: { type: string },
  problems: { type: string },
  /** Prior of the problems that do not have their own. */
  prior: { type: string },
};

/**
 * Returns the settings of the benchmark of efficiency.
 *
 * @param {readonly string[]} args
 */
export function readOptions(args) {
  const { values } = parseArgs({ args: [...args], options: EFFICIENCY_OPTIONS });
  const { seeds = '3', steps = '200000', explorers, problems, prior = 'flat' } = values;
  return {
    seeds: Array.from({ length: expectCount('seeds', seeds, 1) }, (_, i) => i + 1),
    steps: expectCount('steps', steps, 1000),
    explorers: expectNames('explorers', explorers, Object.keys(EXPLORERS)),
    problems: expectNames('problems', problems, Object.keys(PROBLEMS)),
    prior: expectPrior(prior),
  };
}

/**
 * @param {string} option
 * @param {string} text
 * @param {number} least
 */
function expectCount(option, text, least) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`Expected --${option} to be an integer of at least ${least}, got ${text}`);
}

/**
 * @param {string} option
 * @param {string | undefined} text
 * @param {readonly string[]} known
 */
function expectNames(option, text, known) {
  const names = text?.split(',') ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return names;
  throw new Error(`Expected --${option} to be some of ${known.join(',')}, got ${unknown.join(',')}`);
}

/** @param {string} text */
function expectPrior(text) {
  const prior = PRIORS.find((name) => name === text);
  if (prior !== undefined) return prior;
  throw new Error(`Expected --prior to be one of ${PRIORS.join(', ')}, got ${text}`);
}
