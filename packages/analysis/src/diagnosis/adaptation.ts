import type { Reading } from '../sources/source.ts';
import type { Finding, Judged } from './finding.ts';

/** A proposal, of any family, as far as its adaptation is concerned. */
type Part = {
  readonly kind: string;
  readonly parameters: readonly string[];
  readonly jumpInterval?: number;
  readonly automatic?: true;
  readonly duration?: number;
  readonly adaptation?: { readonly start?: number; readonly duration?: number };
  readonly members?: readonly Part[];
  readonly weights?: readonly number[];
  readonly components?: readonly { readonly proposal: Part }[];
  readonly indexProposal?: Part;
};

/** A proposal that adapts, up to an iteration. */
type Learner = { readonly kind: string; readonly parameters: readonly string[]; readonly end: number };

/** Standard deviations that the steps of a member of a cycle may be below their expectation. */
const SURE = 5;

/** Returns the findings about proposals that adapt after the burn-in. */
export function adaptationFindings({ configuration }: Reading, { start, iterations }: Judged): readonly Finding[] {
  const restarts = configuration?.tempering?.resetAfterSwap === true;
  return ((configuration?.proposals ?? []) as readonly unknown[]).flatMap((proposal) => {
    const { automatic } = proposal as Part;
    const late = learnersOf(proposal as Part, 1).filter(({ end }) => restarts || end > start);
    if (late.length === 0) return [];
    const end = restarts ? Number.POSITIVE_INFINITY : Math.max(...late.map((learner) => learner.end));
    const parameters = [...new Set(late.flatMap((learner) => learner.parameters))];
    const kinds = automatic ? 'automatic' : [...new Set(late.map(({ kind }) => kind))].join('`, `');
    const subject = `\`${kinds}\`, which moves ${parameters.map((name) => `\`${name}\``).join(', ')},`;
    const about = parameters.length === 1 ? { parameter: parameters[0] as string } : {};
    const isEndless = end === Number.POSITIVE_INFINITY;
    const message = isEndless ? endless(subject, restarts) : ending(subject, end, iterations);
    return [{ severity: isEndless ? 'note' : 'warning', code: 'ADAPTING', message, ...about } as const];
  });
}

function endless(subject: string, restarts: boolean): string {
  const why = restarts ? ' since `resetAfterSwap` starts its adaptation again' : '';
  const way = restarts ? 'set `resetAfterSwap: false`' : 'set a `duration`, and leave out the draws before its end';
  return (
    `${subject} adapts as long as the chains run${why}: the draws converge to the posterior, but are not exactly from it. For exact draws, ` +
    way
  );
}

function ending(subject: string, end: number, iterations: number): string {
  const way = `a \`burnIn\` of ${end} or more`;
  return (
    `${subject} adapts up to iteration ${end}: draws from before then are not exactly from the posterior. ` +
    (end < iterations ? `Pass ${way}` : `Run longer than that, with ${way}`)
  );
}

// Durations are in own steps: a part makes one in `jumpInterval` iterations, or in a random share of them.
function learnersOf(part: Part, share: number): readonly Learner[] {
  const { kind, parameters, adaptation, members, weights = [], components, indexProposal, jumpInterval = 1 } = part;
  const own = share / jumpInterval;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (members !== undefined)
    return members.flatMap((member, i) =>
      weights[i] ? learnersOf(member, (own * (weights[i] as number)) / total) : [],
    );
  if (components !== undefined)
    return [...components.map(({ proposal }) => proposal), ...(indexProposal ? [indexProposal] : [])].flatMap((inner) =>
      learnersOf(inner, own),
    );
  if (adaptation === undefined && kind !== 'adaptiveMixture') return [];
  const steps = (adaptation?.start ?? 1) - 1 + (adaptation?.duration ?? part.duration ?? Number.POSITIVE_INFINITY);
  return [{ kind, parameters, end: share === 1 ? steps * jumpInterval : iterationsFor(steps, own) }];
}

// The iterations after which a part that makes each step with a probability has made so many, five standard deviations sure.
function iterationsFor(steps: number, share: number): number {
  if (steps === Number.POSITIVE_INFINITY) return steps;
  const spread = SURE * Math.sqrt(share * (1 - share));
  const root = (spread + Math.sqrt(spread * spread + 4 * share * steps)) / (2 * share);
  return Math.ceil(root * root);
}
