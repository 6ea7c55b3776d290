// Moves by differences of past points, with the archive that each chain has learned: chains that start with exact draws of their target
// are exact draws of it after some steps. For each way to be wrong there is a kernel that the test must detect.
import { differentialEvolution, type Proposal, snooker } from '@epsie/core';
import test from 'ava';
import { broken } from '../helpers/broken-proposals.ts';
import { someOf } from '../helpers/in-part.ts';
import { afterSteps, boxLaw, correlatedLaw, type Law, LIMIT, stripLaw, wrappedNormalLaw } from '../helpers/laws.ts';

type Case = readonly [name: string, law: Law, proposal: Proposal<string>];

const duration = 300;
const xy = ['x', 'y'];
const correlated = correlatedLaw(0.9);
const falling = boxLaw({ x: [0, 1], y: [-1, 3] }, 3);
const falling3d = boxLaw({ x: [0, 1], y: [-1, 3], z: [5, 6] }, 3);
const angle = wrappedNormalLaw();
const bounds = { x: [0, 1], y: [-1, 3] } as const;
const period = { phi: 2 * Math.PI };
const strip = stripLaw(0.2);
const unit = { x: [0, 1], y: [0, 1] } as const;

const right: readonly Case[] = [
  ['differentialEvolution', correlated, differentialEvolution(xy, { duration })],
  ['differentialEvolution with snooker moves', correlated, differentialEvolution(xy, { duration, snooker: 0.5 })],
  [
    'differentialEvolution before its archive has enough points',
    correlated,
    differentialEvolution(xy, { duration: 2 }),
  ],
  ['differentialEvolution in a box', falling, differentialEvolution(xy, { duration, bounds, snooker: 0.2 })],
  ['differentialEvolution in a box that the prior alone knows', falling, differentialEvolution(xy, { duration })],
  ['differentialEvolution in a strip', strip, differentialEvolution(xy, { duration, bounds: unit })],
  ['differentialEvolution of an angle', angle, differentialEvolution('phi', { duration, period })],
  ['snooker', correlated, snooker(xy, { duration })],
  [
    'snooker in 3 dimensions, with bounds for one',
    falling3d,
    snooker([...xy, 'z'], { duration, bounds: { x: [0, 1] } }),
  ],
  ['snooker of an angle', angle, snooker('phi', { duration, period })],
];

const wrong: readonly Case[] = [
  [
    'snooker moves without their ratio',
    correlated,
    broken('claimedSymmetricKernel', xy, { spec: snooker(xy, { duration }) }),
  ],
  [
    'snooker moves in 3 dimensions without their ratio',
    falling3d,
    broken('claimedSymmetricKernel', [...xy, 'z'], { spec: snooker([...xy, 'z'], { duration }) }),
  ],
  [
    'differences that are reflected at bounds',
    strip,
    broken('reflectingKernel', xy, { spec: differentialEvolution(xy, { duration }) }),
  ],
];

const settings = { chains: 3000, steps: 20, seed: 4, warmUp: duration + 50 };
const worst = (scores: { readonly [name: string]: number }): number => Math.max(...Object.values(scores));

for (const [name, law, proposal] of someOf(right)) {
  test.serial(`${name} leaves its target invariant`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], settings));
    t.true(worst(scores) < LIMIT, JSON.stringify(scores));
  });
}

for (const [name, law, proposal] of someOf(wrong)) {
  test.serial(`detects ${name}`, async (t) => {
    const scores = law.scores(await afterSteps(law, [proposal], settings));
    t.true(worst(scores) > LIMIT, JSON.stringify(scores));
  });
}
