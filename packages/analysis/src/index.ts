export { rHat, rHatBasic } from './convergence/r-hat.ts';
export { rHatNested } from './convergence/r-hat-nested.ts';
