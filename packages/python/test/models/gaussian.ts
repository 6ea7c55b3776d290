import { normal } from '@epsie/priors';
import { pythonModel } from '@epsie/python';
import { interpreter as python } from '../helpers/interpreter.ts';

const prior = { x: normal(0, 3), y: normal(0, 3) };
const module = '../../test/python/gaussian.py';

/** A Gaussian in Python. */
export const plain = pythonModel(import.meta.url, { module, python, function: 'plain', prior }, 'plain');

/** Reports its processes in the blob. */
export const watched = pythonModel(import.meta.url, { module, python, prior }, 'watched');

/** Takes 10 ms. */
export const slow = pythonModel(import.meta.url, { module, python, prior, options: { pause: 0.01 } }, 'slow');

/** Never returns. */
export const stuck = pythonModel(import.meta.url, { module, python, prior, options: { pause: 1e6 } }, 'stuck');
