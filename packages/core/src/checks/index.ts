export { describe } from '../data/describe.ts';
export { clonePlain, differences, findUnplain, isPlainObject, plainKey, type Unplain } from '../data/plain-data.ts';
export { type ErrorOptions, rangeError, typeError, usageError } from '../errors/wrong-use.ts';
export { expectBoolean, expected, expectInteger, expectOptions, expectPositive } from './validate.ts';
