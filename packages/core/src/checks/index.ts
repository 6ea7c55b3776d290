export { describe } from '../data/describe.ts';
export { clonePlain, differences, findNotPlain, isPlainObject, type NotPlain, plainKey } from '../data/plain-data.ts';
export { createError, type EpsieErrorOf, isEpsieError } from '../errors/epsie-error.ts';
export { type ErrorOptions, rangeError, typeError, usageError } from '../errors/wrong-use.ts';
export { expectJson } from './json.ts';
export { nearest, suggestion } from './nearest.ts';
export {
  expectBoolean,
  expected,
  expectFinite,
  expectInteger,
  expectOptions,
  expectPositive,
  isCount,
  isNumbers,
} from './validate.ts';
