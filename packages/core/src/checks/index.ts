export { describe } from '../error-data.ts';
export { clonePlain, differences, findUnplain, isPlainObject, plainKey, type Unplain } from '../plain.ts';
export { expectBoolean, expected, expectInteger, expectOptions, expectPositive } from '../validate.ts';
export { type ErrorOptions, rangeError, typeError, usageError } from '../wrong-use.ts';
