import { quoted } from '../checks/validate.ts';
import { ModelFailure } from './evaluate.ts';
import type { Position } from './model.ts';
import type { ProductPrior } from './product-prior.ts';

/** Returns the error of a declared prior whose log density is not a number below +Infinity. */
export function priorFailure(prior: ProductPrior<string>, position: Position<string>): ModelFailure {
  const { names, value } = prior.worst(position);
  const at = names.map((name) => `${name}: ${String(position[name])}`).join(', ');
  const advice =
    value === Number.POSITIVE_INFINITY
      ? 'The density is infinite there, as of `gamma` or `beta` with a shape below 1 at a bound: keep the parameter away from it'
      : 'Check `logDensity` of that prior';
  return new ModelFailure(
    `Expected the log prior of ${quoted(names)} to be a number below +Infinity, got ${value} at { ${at} }. ${advice}`,
    position,
    undefined,
  );
}
