export { firstAfter, type RecordedRows, skipBurnIn } from './burn-in.ts';
export { type ResolvedSelection, resolveSelection, type SelectableRows } from './selection.ts';
export { indexNames, type NamedVariables, nameVariables, type Quantities, untakenName } from './variables.ts';
