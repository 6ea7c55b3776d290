export { describe } from '../data/describe.ts';
export { clonePlain, differences, findNotPlain, isPlainObject, type NotPlain, plainKey } from '../data/plain-data.ts';
export { type ErrorOptions, rangeError, typeError, usageError } from '../errors/wrong-use.ts';
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
