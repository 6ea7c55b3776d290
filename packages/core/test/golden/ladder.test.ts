import { vousden } from '@epsie/core';
import test from 'ava';
import { vousdenRule } from '#src/tempering/ladders/vousden.js';
import { firstDifference } from '../helpers/first-difference.ts';
import { goldenNames, readGolden } from '../helpers/golden-json.ts';

/** A file in `test/fixtures/ladder`: an adaptive ladder, sweep by sweep. */
type GoldenLadder = {
  readonly initial_betas: readonly number[];
  readonly tau: number;
  readonly nu: number;
  readonly Tmax_prior: boolean;
  readonly swap_interval: number;
  readonly betas_after_setup: readonly number[];
  readonly S_after_setup: readonly number[];
  readonly steps: readonly {
    readonly iteration: number;
    readonly acceptance: readonly number[];
    readonly S: readonly number[];
    readonly betas: readonly number[];
  }[];
};

const TOLERANCE = 1e-12;

for (const name of goldenNames('ladder')) {
  const golden = readGolden<GoldenLadder>('ladder', name);
  test(`${name}: adapts as the reference does, sweep by sweep`, (t) => {
    const spec = vousden({ tau: golden.tau, nu: golden.nu, infiniteHottest: golden.Tmax_prior });
    const { betas, ladder } = vousdenRule.start(spec, Float64Array.from(golden.initial_betas));
    t.is(firstDifference(betas, golden.betas_after_setup, TOLERANCE, 'betas'), undefined);
    t.is(firstDifference(ladder.logSpacings, golden.S_after_setup, TOLERANCE, 'S'), undefined);
    for (const { iteration, acceptance, S, betas: expected } of golden.steps) {
      vousdenRule.adapt(spec, betas, ladder, Float64Array.from(acceptance), iteration / golden.swap_interval);
      t.is(firstDifference(betas, expected, TOLERANCE, `betas after ${iteration}`), undefined);
      t.is(firstDifference(ladder.logSpacings, S, TOLERANCE, `S after ${iteration}`), undefined);
    }
  });
}
