import { burnInSteps, resolve } from '../burn-in/burn-in.ts';
import { chainMeans, mean } from '../draws/moments.ts';
import { readMatrix } from '../sources/read.ts';
import type { Steps } from '../sources/settle.ts';
import { parametersOf, type Reading } from '../sources/source.ts';
import type { Finding, Judged } from './finding.ts';
import { aboutChains, namesOf } from './some-chains.ts';

/** Mean acceptance ratios that are neither far too low nor far too high. */
const [LOWEST, HIGHEST] = [0.05, 0.9];
/** Fraction of the draws that may be from the burn-in. */
const FEW = 0.01;

/**
 * Returns the findings about the chains: their burn-in and their acceptance.
 *
 * @param mixes whether there are no findings about the parameters
 */
export function* ofChains(reading: Reading, judged: Judged, mixes: boolean): Steps<readonly Finding[]> {
  const has = (name: string): boolean => reading.draws.variables.some((variable) => variable.name === name);
  return [
    ...(has('logPrior') && has('logLikelihood') ? yield* burnInFindings(reading, judged) : []),
    ...(has('acceptanceRatio') ? yield* acceptanceFindings(reading, judged, mixes) : []),
  ];
}

function* burnInFindings(reading: Reading, { burnIn, start, iterations, length }: Judged): Steps<readonly Finding[]> {
  const { iterations: needed } = yield* burnInSteps(reading, resolve('diagnose', { test: 'maxPosterior' }), length);
  const at = (chain: number): number => needed[chain] as number;
  const late = [...needed.keys()].filter((chain) => at(chain) > start + FEW * (iterations - start));
  const never = late.filter((chain) => at(chain) === Number.POSITIVE_INFINITY);
  const some = late.filter((chain) => Number.isFinite(at(chain))).sort((a, b) => at(b) - at(a));
  const half = parametersOf(reading).length / 2;
  const close = `within ${half} (half the number of parameters) of the best of all chains`;
  const findings: Finding[] = [];
  if (never.length > 0) {
    const message = `The log posterior of ${namesOf(never)} never comes ${close}: still in the burn-in, or in a lesser mode. Run longer, or use parallel tempering`;
    findings.push({ severity: 'warning', code: 'BURN_IN', message, ...aboutChains(never) });
  }
  if (some.length > 0) {
    const last = at(some[0] as number);
    const message = `The log posterior of ${namesOf(some)} comes ${close} only after iteration ${last}, but \`burnIn\` is ${burnIn}. Pass a \`burnIn\` of ${last} or more`;
    findings.push({ severity: 'warning', code: 'BURN_IN', message, ...aboutChains(some) });
  }
  return findings;
}

function* acceptanceFindings(reading: Reading, judged: Judged, mixes: boolean): Steps<readonly Finding[]> {
  const { burnIn, length } = judged;
  const rates = chainMeans(yield* readMatrix(reading, 'acceptanceRatio', { burnIn }, length));
  const chains = [...rates.keys()].sort((a, b) => (rates[a] as number) - (rates[b] as number));
  const low = chains.filter((chain) => (rates[chain] as number) < LOWEST);
  // Independent draws are all accepted: high acceptance is a defect only where draws are correlated.
  const high = mixes ? [] : chains.filter((chain) => (rates[chain] as number) > HIGHEST).reverse();
  return [
    ...acceptanceFinding(rates, low, `less than ${LOWEST}. Make the jumps smaller`),
    ...acceptanceFinding(rates, high, `more than ${HIGHEST}. Make the jumps larger`),
  ];
}

function acceptanceFinding(rates: Float64Array, chains: readonly number[], way: string): readonly Finding[] {
  if (chains.length === 0) return [];
  const rate = mean(Float64Array.from(chains, (chain) => rates[chain] as number)).toPrecision(2);
  const isAll = chains.length === rates.length;
  const message =
    `The mean acceptance ratio of ${isAll ? 'the chains' : namesOf(chains)} is ${rate}, ${way}, or let the proposals adapt (\`automatic\`, or an ` +
    '`adaptation`)';
  return [{ severity: 'warning', code: 'ACCEPTANCE', message, ...(isAll ? {} : aboutChains(chains)), temperature: 0 }];
}
