import { defineModel, type Evaluation } from '@epsie/core';

/** Names of the numbers of which it is unknown how many there are. */
export const NUMBERS: readonly string[] = ['a0', 'a1', 'a2'];

function evaluate(position: { readonly [name: string]: number }): Evaluation {
  const active = NUMBERS.map((name) => position[name] as number).filter((value) => !Number.isNaN(value));
  const sum = active.reduce((total, value) => total + value, 0);
  const inside = active.every((value) => Math.abs(value) < 5);
  return {
    logPrior: inside ? -active.length * Math.log(10) : -Infinity,
    logLikelihood: -0.5 * (sum - 3) ** 2,
    blob: { sum, 'active/all': active.length / NUMBERS.length },
  };
}

/** In a module of its own, so that other threads can load it. */
export const unknownNumberModel = defineModel(import.meta.url, evaluate, 'unknownNumberModel');
