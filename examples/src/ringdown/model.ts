import { defineModel, type Position } from '@epsie/core';
import { normal, uniform } from '@epsie/priors';
import { createLogRatio, SAMPLES } from './detector.ts';
import { gw150914 } from './strain.ts';

/** Amplitudes in 10⁻²¹. */
const amplitude = normal(0, 2);

/** Prior of the damped oscillation. Each detector sees it with an amplitude and a phase of its own: those of a cosine and a sine. */
export const prior = {
  frequency: uniform(150, 350), // Hz
  dampingTime: uniform(0.5, 20), // ms
  cosH1: amplitude,
  sinH1: amplitude,
  cosL1: amplitude,
  sinL1: amplitude,
};

/** Name of a parameter. */
export type Parameter = keyof typeof prior;

/** Labels of the parameters, with units. */
export const labels: { readonly [P in Parameter]: string } = {
  frequency: 'f (Hz)',
  dampingTime: 'τ (ms)',
  cosH1: 'a_{H1} (10^{−21})',
  sinH1: 'b_{H1} (10^{−21})',
  cosL1: 'a_{L1} (10^{−21})',
  sinL1: 'b_{L1} (10^{−21})',
};

const { sampleRate } = gw150914.H1;
const [inH1, inL1] = [createLogRatio(gw150914.H1), createLogRatio(gw150914.L1)];
const [signalInH1, signalInL1] = [new Float64Array(SAMPLES), new Float64Array(SAMPLES)];

/**
 * Returns the log likelihood of the signal e^{−t/τ} (a cos 2πft + b sin 2πft) in both detectors, relative to that of noise alone. So the
 * log evidence of the model is the log Bayes factor of signal and noise.
 */
function logLikelihood({ frequency, dampingTime, cosH1, sinH1, cosL1, sinL1 }: Position<Parameter>): number {
  const decay = Math.exp(-1000 / (dampingTime * sampleRate));
  const angle = (2 * Math.PI * frequency) / sampleRate;
  const real = decay * Math.cos(angle);
  const imaginary = decay * Math.sin(angle);
  let cosine = 1;
  let sine = 0;
  for (let i = 0; i < SAMPLES; i++) {
    signalInH1[i] = cosH1 * cosine + sinH1 * sine;
    signalInL1[i] = cosL1 * cosine + sinL1 * sine;
    const next = cosine * real - sine * imaginary;
    sine = sine * real + cosine * imaginary;
    cosine = next;
  }
  return inH1(signalInH1) + inL1(signalInL1);
}

/** The model, in its own module so that worker threads can import it. */
export const ringdown = defineModel(import.meta.url, { prior, logLikelihood }, 'ringdown');
