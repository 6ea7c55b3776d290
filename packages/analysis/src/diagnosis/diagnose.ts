import { expectOptions, expectPositive } from '@epsie/core/checks';
import { expectIterations } from '../checks/arguments.ts';
import { Workspace } from '../draws/workspace.ts';
import { kindsOf } from '../sources/kinds.ts';
import { readMatrix } from '../sources/read.ts';
import { type Steps, settle } from '../sources/settle.ts';
import {
  type DiskSource,
  expectSource,
  type MemorySource,
  parametersOf,
  type Reading,
  type Source,
} from '../sources/source.ts';
import { rowOf } from '../summary/row.ts';
import { adaptationFindings } from './adaptation.ts';
import { shown } from './display.ts';
import type { Finding, Judged } from './finding.ts';
import { ofChains } from './of-chains.ts';
import { ofParameter } from './of-parameter.ts';
import { ofTempering } from './of-tempering.ts';

/** Options of {@link diagnose}. */
export type DiagnoseOptions = {
  /** Leaves out what was recorded up to this iteration. Default 0. */
  readonly burnIn?: number;
  /** Effective samples that every parameter must have, in the bulk and in the tails. Default 400. */
  readonly effectiveSamples?: number;
};

/** Verdict about the draws of a sampler or a run. */
export type Diagnosis = {
  /** Whether there is neither an error nor a warning among the findings. */
  readonly ok: boolean;
  /** Findings against the draws, the most severe first. */
  readonly findings: readonly Finding[];
};

/** Fewest draws per chain to judge. */
const FEWEST_DRAWS = 6;

/**
 * Returns what speaks against the draws of a sampler or a run, in sentences with numbers and what to do: chains that disagree, are stuck or
 * too short, too few effective samples, a burn-in that is too short, acceptance out of range, proposals that adapt, and of tempered chains
 * pairs of levels that hardly swap, a ladder that moves, and the lack of round trips.
 *
 * @param source a sampler or its `history`; or a run on disk, which returns a promise
 */
export function diagnose(source: MemorySource, options?: DiagnoseOptions): Diagnosis;
export function diagnose(source: DiskSource, options?: DiagnoseOptions): Promise<Diagnosis>;
export function diagnose(source: Source, options?: DiagnoseOptions): Diagnosis | Promise<Diagnosis>;
export function diagnose(source: Source, options: DiagnoseOptions = {}): Diagnosis | Promise<Diagnosis> {
  expectOptions('diagnose', options, ['burnIn', 'effectiveSamples']);
  const burnIn = expectIterations(options.burnIn ?? 0);
  const wanted = expectPositive('effectiveSamples', options.effectiveSamples ?? 400);
  const reading = expectSource(source);
  const { length, iterations } = reading.draws;
  const start = length === 0 ? burnIn : Math.max(burnIn, reading.draws.iterationOfDraw(0) - 1);
  return settle(judge(reading, { burnIn, start, wanted, length, iterations }));
}

function* judge(reading: Reading, judged: Judged): Steps<Diagnosis> {
  const findings = tooFew(reading, judged) ?? (yield* findingsOf(reading, judged));
  const rank = ({ severity }: Finding): number => ['error', 'warning', 'note'].indexOf(severity);
  return shown({
    ok: findings.every(({ severity }) => severity === 'note'),
    findings: [...findings].sort((a, b) => rank(a) - rank(b)),
  });
}

function* findingsOf(reading: Reading, judged: Judged): Steps<readonly Finding[]> {
  const ofParameters = yield* parameterFindings(reading, judged);
  return [
    ...ofParameters,
    ...(yield* ofChains(reading, judged, ofParameters.length === 0)),
    ...adaptationFindings(reading, judged),
    ...(yield* ofTempering(reading, judged)),
  ];
}

function tooFew({ draws }: Reading, { burnIn, length }: Judged): readonly Finding[] | undefined {
  const first = length - FEWEST_DRAWS;
  if (first >= 0 && draws.iterationOfDraw(first) > burnIn) return undefined;
  const message =
    burnIn === 0
      ? `There are ${length} draws per chain: at least ${FEWEST_DRAWS} are needed. Run longer`
      : `There are fewer than ${FEWEST_DRAWS} draws per chain after iteration ${burnIn} (\`burnIn\`), of ${length} recorded ones. Run longer, or ` +
        'pass a smaller `burnIn`';
  return [{ severity: 'error', code: 'TOO_SHORT', message }];
}

function* parameterFindings(reading: Reading, { burnIn, wanted, length }: Judged): Steps<readonly Finding[]> {
  const [kinds, workspace] = [kindsOf(reading.configuration), new Workspace()];
  const findings: Finding[] = [];
  for (const name of parametersOf(reading)) {
    const matrix = yield* readMatrix(reading, name, { burnIn }, length);
    const kind = kinds.get(name) ?? { kind: 'real' };
    findings.push(...ofParameter(matrix, rowOf(name, matrix, kind, { probability: 0.9, workspace }), kind, wanted));
  }
  return findings;
}
