import { burnInSteps, resolve } from '../burn-in/burn-in.ts';
import { mean } from '../draws/moments.ts';
import { readMatrix } from '../sources/read.ts';
import type { Steps } from '../sources/settle.ts';
import type { Reading } from '../sources/source.ts';
import type { Finding, Judged } from './finding.ts';

/** Mean acceptance ratios that are neither far too low nor far too high. */
const [LOWEST, HIGHEST] = [0.05, 0.9];
/** Fraction of the draws that may be from the burn-in. */
const FEW = 0.01;

/** Returns the findings about the chains: their burn-in, their acceptance, their adaptation. */
export function* ofChains(reading: Reading, judged: Judged): Steps<readonly Finding[]> {
  const has = (name: string): boolean => reading.draws.variables.some((variable) => variable.name === name);
  return [
    ...(has('logPrior') && has('logLikelihood') ? yield* burnInFindings(reading, judged) : []),
    ...(has('acceptanceRatio') ? yield* acceptanceFindings(reading, judged) : []),
    ...adaptationFindings(reading, judged),
  ];
}

function* burnInFindings(reading: Reading, { burnIn, length }: Judged): Steps<readonly Finding[]> {
  const { iterations } = yield* burnInSteps(reading, resolve('diagnose', { test: 'maxPosterior' }), length);
  return iterations.flatMap((needed, chain) => {
    if (needed <= burnIn + FEW * (reading.draws.iterations - burnIn)) return [];
    const found = `the log posterior of chain ${chain} comes within d/2 of the best of all chains`;
    const message =
      needed === Number.POSITIVE_INFINITY
        ? `Never ${found}, with d parameters. The chain is still in its burn-in, or in a lesser mode: run longer, or use parallel tempering`
        : `Only after iteration ${needed} ${found}, with d parameters, but \`burnIn\` is ${burnIn}. Pass a \`burnIn\` of ${needed} or more`;
    return [{ severity: 'warning', code: 'BURN_IN', message, chain } as const];
  });
}

function* acceptanceFindings(reading: Reading, { burnIn, length }: Judged): Steps<readonly Finding[]> {
  const { values } = yield* readMatrix(reading, 'acceptanceRatio', { burnIn }, length);
  const rate = mean(values);
  if (!(rate < LOWEST || rate > HIGHEST)) return [];
  const way = rate < LOWEST ? 'Make the jumps smaller' : 'Make the jumps larger';
  const message =
    `The mean acceptance ratio is ${rate.toPrecision(2)}, not between ${LOWEST} and ${HIGHEST}. ${way}, or let the proposals adapt ` +
    '(`automatic`, or an `adaptation`)';
  return [{ severity: 'warning', code: 'ACCEPTANCE', message, temperature: 0 }];
}

type Adapting = {
  readonly kind: string;
  readonly parameters: readonly string[];
  readonly duration?: number;
  readonly adaptation?: { readonly start?: number; readonly duration?: number };
  readonly members?: readonly Adapting[];
  readonly components?: readonly { readonly proposal: Adapting }[];
};

function adaptationFindings({ configuration, draws }: Reading, { burnIn }: Judged): readonly Finding[] {
  const parts = ((configuration?.proposals ?? []) as readonly unknown[]).flatMap((proposal) =>
    partsOf(proposal as Adapting),
  );
  return parts.flatMap(({ kind, parameters, adaptation, duration }): readonly Finding[] => {
    if (adaptation === undefined && kind !== 'adaptiveMixture') return [];
    const end = (adaptation?.start ?? 1) - 1 + (adaptation?.duration ?? duration ?? Number.POSITIVE_INFINITY);
    if (end <= burnIn) return [];
    const subject = `The \`${kind}\` proposal of ${parameters.map((name) => `\`${name}\``).join(', ')}`;
    const inexact = 'draws from before then are not exactly from the posterior';
    if (end === Number.POSITIVE_INFINITY)
      return [
        {
          severity: 'note',
          code: 'ADAPTING',
          message: `${subject} adapts as long as the chains run: ${inexact.replace(' from before then', '')}`,
        },
      ];
    const way =
      end < draws.iterations
        ? `Pass a \`burnIn\` of ${end} or more`
        : `Run longer, with a \`burnIn\` of ${end} or more`;
    return [
      {
        severity: 'warning',
        code: 'ADAPTING',
        message: `${subject} adapts up to iteration ${end}: ${inexact}. ${way}`,
      },
    ];
  });
}

function partsOf(part: Adapting): readonly Adapting[] {
  const inside = [...(part.members ?? []), ...(part.components ?? []).map(({ proposal }) => proposal)];
  return inside.length === 0 ? [part] : inside.flatMap(partsOf);
}
