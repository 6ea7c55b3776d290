// Both tails against mpmath with 400 digits.
import { beta, gamma, normal, poisson, studentT, truncatedNormal } from '@epsie/priors';
import test from 'ava';

const cases = [
  [gamma({ shape: 0.3, rate: 1 }), 1e-60, 1.1142425085473035e-18, 1.0],
  [gamma({ shape: 0.3, rate: 1 }), 500, 1.0, 3.068842808415553e-220],
  [gamma({ shape: 50, rate: 1 }), 1.5, 4.8195188495128394e-57, 1.0],
  [gamma({ shape: 50, rate: 1 }), 400, 1.0, 1.1366407840501794e-109],
  [gamma({ shape: 30000, rate: 1 }), 26000, 9.493621934511842e-130, 1.0],
  [beta(2.2, 0.7), 1e-80, 5.807688420972811e-177, 1.0],
  [beta(500, 2000), 0.05, 3.670359695528372e-154, 1.0],
  [beta(500, 2000), 0.5, 1.0, 5.706378896059463e-212],
  [studentT({ degrees: 3.3, mean: 0, scale: 1 }), -1e40, 1.4613652820554736e-132, 1.0],
  [studentT({ degrees: 30, mean: 0, scale: 1 }), 25, 1.0, 6.045911190643513e-22],
  [studentT({ degrees: 100000, mean: 0, scale: 1 }), 20, 1.0, 4.111746955327181e-89],
  [normal(0, 1), -37, 5.725571222524577e-300, 1.0],
  [normal(0, 1), 8, 0.9999999999999993, 6.220960574271784e-16],
  [truncatedNormal({ mean: 0, std: 1, lower: 8, upper: 9 }), 8.0001, 0.0008119593450359806, 0.999188040654964],
  [truncatedNormal({ mean: 0, std: 1, lower: -3, upper: 0.25 }), 0.2499999, 0.9999999352701162, 6.47298838262499e-8],
  [poisson(3.4), 0, 0.03337326996032608, 0.9666267300396739],
  [poisson(3.4), 100, 1.0, 1.7505019717214742e-108],
  [poisson(5000), 4000, 6.961364285110186e-49, 1.0],
  [poisson(5000), 6500, 1.0, 1.0617251322793845e-91],
] as const;

for (const [distribution, x, lower, upper] of cases)
  test(`${JSON.stringify(distribution.spec)}: both tails at ${x} have 12 digits`, (t) => {
    t.true(Math.abs(distribution.cdf(x) / lower - 1) < 2e-12, `${distribution.cdf(x)}, expected ${lower}`);
    t.true(Math.abs(distribution.survival(x) / upper - 1) < 2e-12, `${distribution.survival(x)}, expected ${upper}`);
  });
