// The models whose evidence is known, against numbers from elsewhere.
import test from 'ava';
import { eggBoxEvidence } from './egg-box.js';
import { gw150914, noiseLogLikelihood, RINGDOWN_EVIDENCE, ringdown } from './ringdown.js';
import { shellsEvidence } from './shells.js';

const isClose = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by;

test('the evidences by quadrature are the published ones, to their last digit', (t) => {
  // The shells: Feroz, Hobson & Bridges 2009.
  t.true(isClose(shellsEvidence(2), -1.75, 0.005));
  t.true(isClose(shellsEvidence(5), -5.67, 0.005));
  t.true(isClose(eggBoxEvidence(), 235.856, 0.0005));
});

test('the data of the ringdown have the known likelihood under noise alone', (t) => {
  const noise = noiseLogLikelihood(gw150914.H1) + noiseLogLikelihood(gw150914.L1);
  t.true(isClose(noise, 18462.97943796761, 1e-7), String(noise));
  const earlier = { ...gw150914.H1, mergerIndex: gw150914.H1.mergerIndex - 1 };
  t.false(
    isClose(noiseLogLikelihood(earlier) + noiseLogLikelihood(gw150914.L1), noise, 0.1),
    'another sample is detected',
  );
});

test('the ringdown has the known log Bayes factor', (t) => {
  const model = ringdown(gw150914);
  const amplitude = 2e-21;
  const none = { h1Cos: 0, h1Sin: 0, l1Cos: 0, l1Sin: 0 };
  // The log likelihood is b·x − xᵀ G x/2 in the amplitudes x of a detector, in units of their prior sd, and is integrated over them exactly.
  const integrated = (frequency: number, tau: number, cos: keyof typeof none, sin: keyof typeof none): number => {
    const at = (a: number, b: number): number =>
      model.logLikelihood({ frequency, tau, ...none, [cos]: a * amplitude, [sin]: b * amplitude });
    const [plus, minus, up, down] = [at(1, 0), at(-1, 0), at(0, 1), at(0, -1)];
    const [b0, b1] = [(plus - minus) / 2, (up - down) / 2];
    const [g00, g11] = [1 - plus - minus, 1 - up - down];
    const g01 = plus + up - at(1, 1);
    const determinant = g00 * g11 - g01 ** 2;
    return ((g11 * b0 ** 2 - 2 * g01 * b0 * b1 + g00 * b1 ** 2) / determinant - Math.log(determinant)) / 2;
  };
  const [frequencies, taus] = [80, 40];
  let sum = 0;
  for (let i = 0; i < frequencies; i++)
    for (let j = 0; j < taus; j++) {
      const frequency = 150 + (200 * (i + 0.5)) / frequencies;
      const tau = 0.5e-3 + (19.5e-3 * (j + 0.5)) / taus;
      sum += Math.exp(integrated(frequency, tau, 'h1Cos', 'h1Sin') + integrated(frequency, tau, 'l1Cos', 'l1Sin'));
    }
  const logFactor = Math.log(sum / (frequencies * taus));
  t.true(isClose(logFactor, RINGDOWN_EVIDENCE, 1e-3), String(logFactor));
});
