// What the rule of Andrieu & Thoms makes of single steps.
import { andrieuThoms, discrete, eigenvector, type FixedProposal, normal, type Transition } from '@epsie/core';
import test from 'ava';
import { andrieuThomsFull } from '#src/proposals/adaptation/andrieu-thoms/full.js';
import { createKernel } from '#src/proposals/families/registry.js';
import { fullScale } from '#src/proposals/scales/scale.js';

const stepTo = (step: number, previous: readonly number[], position: readonly number[], ratio = 0.5): Transition => ({
  step,
  start: 1,
  accepted: true,
  ratio,
  previous: Float64Array.from(previous),
  proposed: Float64Array.from(position),
  position: Float64Array.from(position),
  virtualRatio: () => ratio,
});

const A = andrieuThoms({ duration: 100 });
const families: { readonly [name: string]: FixedProposal<string> } = {
  'normal, full': normal(['x', 'y'], { adaptation: A }),
  'normal, diagonal': normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 100, diagonal: true }) }),
  'normal, componentwise': normal(['x', 'y'], { adaptation: andrieuThoms({ duration: 100, componentwise: true }) }),
  discrete: discrete(['x', 'y'], { adaptation: A }),
  eigenvector: eigenvector(['x', 'y'], { adaptation: A }),
};

for (const [name, proposal] of Object.entries(families)) {
  test(`${name}: the mean is NaN until the first adapting step, and starts at the position before it`, (t) => {
    const kernel = createKernel(proposal);
    const state = kernel.initial() as unknown as { readonly mean: Float64Array };
    t.deepEqual(state.mean, Float64Array.of(Number.NaN, Number.NaN));
    kernel.adapt?.(state, stepTo(0, [1, 2], [3, 4]));
    kernel.adapt?.(state, stepTo(1, [3, 4], [5, 6]));
    t.deepEqual(state.mean, Float64Array.of(Number.NaN, Number.NaN));
    kernel.adapt?.(state, stepTo(2, [5, 6], [5, 6]));
    t.deepEqual(state.mean, Float64Array.of(5, 6));
    kernel.adapt?.(state, stepTo(3, [5, 6], [6, 6]));
    t.true((state.mean[0] as number) > 5 && (state.mean[0] as number) < 6 && state.mean[1] === 6);
  });
}

test("initialMean: 'origin' starts the mean at 0, and anything else is refused", (t) => {
  const adaptation = andrieuThoms({ duration: 100, initialMean: 'origin' });
  t.like(createKernel(normal(['x', 'y'], { adaptation })).initial(), { mean: Float64Array.of(0, 0) });
  for (const initialMean of ['zero', 0, null]) {
    t.throws(() => andrieuThoms({ duration: 100, initialMean: initialMean as never }), {
      instanceOf: TypeError,
      message: `Expected \`initialMean\` to be 'start' or 'origin', got ${initialMean === 'zero' ? '"zero" (string)' : initialMean}`,
    });
  }
});

test('a learned covariance that lost a direction to rounding leaves the last good factor', (t) => {
  const scale = fullScale([1, 1], 2);
  const { initial, adapt } = andrieuThomsFull(A, scale);
  const state = initial();
  adapt?.(state, stepTo(2, [0, 0], [0, 0]));
  const good = state.factor.slice();
  // So far along x = y that a double cannot tell the correlation from 1.
  adapt?.(state, stepTo(3, [0, 0], [1e9, 1e9]));
  t.is(state.covariance[0], state.covariance[1]);
  t.deepEqual(state.factor, good);
  t.true(state.factor.every(Number.isFinite) && (state.factor[3] as number) > 0);
  // Both directions are back.
  for (let step = 4; step < 60; step++) adapt?.(state, stepTo(step, [0, 0], step % 2 ? [1e9, -1e9] : [-1e9, -1e9]));
  t.notDeepEqual(state.factor, good);
  t.true((state.factor[3] as number) > 1e8);
});

test('a covariance that is singular from the start may stay so', (t) => {
  const { initial, adapt } = andrieuThomsFull(A, fullScale([1, 0], 2));
  const state = initial();
  adapt?.(state, stepTo(2, [0, 0], [2, 0]));
  t.true((state.factor[0] as number) !== 1 && state.factor[3] === 0);
});
