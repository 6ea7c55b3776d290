import type { ProposalSpec } from '../proposals/spec.ts';

/**
 * Indices of a proposal's parameters in a position, and arrays for their numbers during a step. All levels share it,
 * since only one of them steps at a time.
 */
export type Workspace = {
  /** Index of each parameter in a position. */
  readonly indices: Int32Array;
  /** Whether the proposal moves all parameters, in their order. */
  readonly whole: boolean;
  /** Point before the step. */
  readonly previous: Float64Array;
  /** Proposed point. */
  readonly proposed: Float64Array;
  /** Point after the decision. */
  readonly position: Float64Array;
};

type Known = { readonly parameters: readonly string[]; readonly workspace: Workspace };

// A run creates thousands of levels, which would look up the same names and allocate the same arrays.
const known = new WeakMap<ProposalSpec, Known>();

/**
 * Returns the workspace of a proposal in positions of some parameters.
 *
 * @param parameters names, in the order of a position
 */
export function workspaceOf(spec: ProposalSpec, parameters: readonly string[]): Workspace {
  const last = known.get(spec);
  if (last !== undefined && isSameList(last.parameters, parameters)) return last.workspace;
  const workspace = createWorkspace(spec.parameters, parameters);
  known.set(spec, { parameters, workspace });
  return workspace;
}

function createWorkspace(own: readonly string[], parameters: readonly string[]): Workspace {
  const numbers = (): Float64Array => new Float64Array(own.length);
  return {
    indices: Int32Array.from(own, (name) => parameters.indexOf(name)),
    whole: isSameList(own, parameters),
    previous: numbers(),
    proposed: numbers(),
    position: numbers(),
  };
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i]);
