// Parallel tempering on a mixture of three normal distributions. The labels of the components are interchangeable, so
// the posterior has 3! = 6 modes of equal weight. A chain without tempering gets stuck in the first one it finds.
import { runDemo } from './demo.ts';
import { galaxies } from './model.ts';

await runDemo({
  purpose: 'Fits a mixture of three normal distributions to the velocities of 82 galaxies, by parallel tempering.',
  command: 'npm run demo:galaxies',
  directory: 'galaxies.run',
  model: galaxies,
});
