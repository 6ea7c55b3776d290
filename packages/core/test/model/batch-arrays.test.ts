import { MetropolisHastingsSampler, normal } from '@epsie/core';
import test from 'ava';

const uniform = {
  domain: { lower: -1, upper: 1 },
  sd: 1 / Math.sqrt(3),
  logDensity: (x: number) => (Math.abs(x) <= 1 ? -Math.log(2) : Number.NEGATIVE_INFINITY),
};

test('batches of any number of points share memory, and hand it over in one piece', async (t) => {
  const buffers = new Set<ArrayBufferLike>();
  const views = new Map<number, Float64Array>();
  let inOnePiece = true;
  const sampler = new MetropolisHastingsSampler({
    model: {
      prior: { x: uniform, y: uniform },
      logLikelihoodBatch({ x, y }, { logLikelihood }) {
        buffers.add(x.buffer);
        const known = views.get(x.length);
        if (known !== undefined) t.is(x, known);
        views.set(x.length, x);
        const whole = new Float64Array(x.buffer, 0, 2 * x.length);
        inOnePiece &&= whole.every((value, i) => value === (i < x.length ? x[i] : y[i - x.length]));
        logLikelihood.fill(0);
      },
    },
    proposals: [normal(['x', 'y'], { covariance: 1 })],
    chains: 16,
    seed: 1,
  });
  await sampler.start({ x: new Float64Array(16), y: new Float64Array(16) });
  buffers.clear();
  views.clear();
  await sampler.run(200);
  t.true(inOnePiece);
  t.is(buffers.size, 1);
  t.true(views.size > 5, `${views.size} numbers of points`);
});
