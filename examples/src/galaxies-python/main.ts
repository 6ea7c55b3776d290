// The demo of the galaxies with its likelihood in Python: the same seeds, and the same tables. Needs Python 3.8 or later, with numpy.
import { runDemo } from '../galaxies/demo.ts';
import { galaxiesInPython } from './model.ts';

await runDemo({
  purpose:
    'Fits a mixture of three normal distributions to the velocities of 82 galaxies, with the likelihood in Python.',
  command: 'npm run demo:python',
  directory: 'galaxies-python.run',
  model: galaxiesInPython,
});
