export { describe } from '../data/describe.ts';
export { clonePlain, differences, findNotPlain, isPlainObject, type NotPlain, plainKey } from '../data/plain-data.ts';
export { type ErrorOptions, rangeError, typeError, usageError } from '../errors/wrong-use.ts';
export { firstAfter, type RecordedRows, skipBurnIn } from '../history/burn-in.ts';
export { type ResolvedSelection, resolveSelection, type SelectableRows } from '../history/selection.ts';
export { indexNames, type NamedVariables, nameVariables, type Quantities, untakenName } from '../history/variables.ts';
export { expectBoolean, expected, expectInteger, expectOptions, expectPositive } from './validate.ts';
