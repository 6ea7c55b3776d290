// The model of the ringdown, against numbers from elsewhere: the exact likelihood, posterior and Bayes factor of these data.
import test from 'ava';
import { dot, SAMPLES, whiteningOf } from '../dist/ringdown/detector.js';
import { exact, exactLogBayesFactor } from '../dist/ringdown/known.js';
import { prior, ringdown } from '../dist/ringdown/model.js';
import { gw150914 } from '../dist/ringdown/strain.js';

const isClose = (a, b, by) => Math.abs(a - b) <= by;

/** Returns the log likelihood of noise alone in a detector, in units of strain. */
function noise(detector, begin = detector.mergerIndex + 6) {
  const rows = whiteningOf(detector);
  const data = Float64Array.from(detector.strain.slice(begin, begin + SAMPLES));
  const logDeterminant = -2 * rows.reduce((sum, row) => sum + Math.log(row.at(-1)), 0);
  const squares = rows.reduce((sum, row) => sum + dot(row, data) ** 2, 0);
  return -0.5 * (squares + logDeterminant + SAMPLES * Math.log(2 * Math.PI)) + SAMPLES * 21 * Math.log(10);
}

test('the data have the known likelihood of noise alone', (t) => {
  const { H1, L1 } = gw150914;
  const known = 18462.97943796761;
  t.true(isClose(noise(H1) + noise(L1), known, 1e-7));
  t.false(isClose(noise(H1, H1.mergerIndex + 5) + noise(L1), known, 0.1), 'another sample is detected');
});

const none = { cosH1: 0, sinH1: 0, cosL1: 0, sinL1: 0 };
const sd = 2;

/**
 * Returns the log likelihood of a frequency and a damping time with the amplitudes of one detector integrated out. It is b·x − xᵀ G x/2 in the
 * amplitudes x, in units of the sd of their prior.
 */
function integrated(frequency, dampingTime, cosine, sine) {
  const at = (a, b) => ringdown({ frequency, dampingTime, ...none, [cosine]: a * sd, [sine]: b * sd }).logLikelihood;
  const [plus, minus, up, down] = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)];
  const [b0, b1] = [(plus - minus) / 2, (up - down) / 2];
  const [g00, g11] = [1 - plus - minus, 1 - up - down];
  const g01 = plus + up - at(1, 1);
  const determinant = g00 * g11 - g01 ** 2;
  return ((g11 * b0 ** 2 - 2 * g01 * b0 * b1 + g00 * b1 ** 2) / determinant - Math.log(determinant)) / 2;
}

/** Integrates over a grid of frequencies and damping times. */
function integrate(frequencies, times) {
  const sums = { weight: 0, frequency: [0, 0], dampingTime: [0, 0] };
  for (let i = 0; i < frequencies; i++)
    for (let j = 0; j < times; j++) {
      const frequency = 150 + (200 * (i + 0.5)) / frequencies;
      const dampingTime = 0.5 + (19.5 * (j + 0.5)) / times;
      const weight = Math.exp(
        integrated(frequency, dampingTime, 'cosH1', 'sinH1') + integrated(frequency, dampingTime, 'cosL1', 'sinL1'),
      );
      sums.weight += weight;
      for (const [name, value] of Object.entries({ frequency, dampingTime })) {
        sums[name][0] += weight * value;
        sums[name][1] += weight * value ** 2;
      }
    }
  const moments = ([first, second]) => {
    const mean = first / sums.weight;
    return { mean, sd: Math.sqrt(second / sums.weight - mean ** 2) };
  };
  return {
    logBayesFactor: Math.log(sums.weight / (frequencies * times)),
    frequency: moments(sums.frequency),
    dampingTime: moments(sums.dampingTime),
  };
}

test('the model has the known log Bayes factor and posterior', (t) => {
  const found = integrate(80, 40);
  t.true(isClose(found.logBayesFactor, exactLogBayesFactor, 1e-3), String(found.logBayesFactor));
  for (const [name, { mean, sd }] of Object.entries(exact)) {
    t.true(isClose(found[name].mean, mean, 1e-3 * sd), `mean ${name}: ${found[name].mean} for ${mean}`);
    t.true(isClose(found[name].sd, sd, 1e-3 * sd), `sd ${name}: ${found[name].sd} for ${sd}`);
  }
});

test('the amplitudes have the prior that the integral assumes', (t) => {
  const logPrior = (cosH1) => ringdown({ frequency: 250, dampingTime: 5, ...none, cosH1 }).logPrior;
  t.true(isClose(logPrior(0) - logPrior(sd), 0.5, 1e-12));
  t.deepEqual(Object.keys(prior), ['frequency', 'dampingTime', 'cosH1', 'sinH1', 'cosL1', 'sinL1']);
});
