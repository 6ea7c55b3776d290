import type { ProposalSpec } from '../proposals/spec.ts';

/**
 * Indices of a proposal's parameters in a position, and arrays for their numbers during a step. Levels that share a candidate share it,
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

// A run creates thousands of levels, which would look up the same names and allocate the same arrays.
const known = new WeakMap<ProposalSpec, WeakMap<Candidate, Workspace>>();

type Candidate = { readonly parameters: readonly string[] };

/** Returns the workspace of a proposal for the levels that propose in a candidate. */
export function workspaceOf(spec: ProposalSpec, candidate: Candidate): Workspace {
  const workspaces = known.get(spec) ?? new WeakMap<Candidate, Workspace>();
  known.set(spec, workspaces);
  const last = workspaces.get(candidate);
  if (last !== undefined) return last;
  const workspace = createWorkspace(spec.parameters, candidate.parameters);
  workspaces.set(candidate, workspace);
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
