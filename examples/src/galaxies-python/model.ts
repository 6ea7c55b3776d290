import { pythonModel } from '@epsie/python';
import { prior } from '../galaxies/model.ts';
import { velocities } from '../galaxies/velocities.ts';

/** The mixture of the other demo, with its likelihood in `likelihood.py`. The compiler copies no Python, so its path leads to the sources. */
export const galaxiesInPython = pythonModel(
  import.meta.url,
  {
    module: '../../src/galaxies-python/likelihood.py',
    vectorized: true,
    options: { velocities: [...velocities] },
    prior,
  },
  'galaxiesInPython',
);
