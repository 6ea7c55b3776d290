import type { Configuration } from '@epsie/core';
import { type Circle, TURN } from '../circular/circle.ts';

/** Kind of a parameter: a real number, an integer, or an angle with the ends of its range. */
export type ParameterKind = LinearKind | CircularKind;

/** Kind of a parameter on a line. */
export type LinearKind = {
  /** A real number or an integer. */
  readonly kind: 'real' | 'discrete';
};

/** Kind of an angle. */
export type CircularKind = {
  /** An angle. */
  readonly kind: 'circular';
  /** Ends of its range. */
  readonly circle: Circle;
};

/** Members of a proposal, of any family, that kinds depend on. */
type Part = {
  readonly kind: string;
  readonly parameters: readonly string[];
  readonly unit?: 'radians' | 'degrees';
  readonly period?: readonly Circle[];
  readonly members?: readonly unknown[];
  readonly components?: readonly { readonly proposal: unknown }[];
  readonly indexProposal?: unknown;
};

/** Returns the kind of each parameter that the proposals of a sampler declare to be no real number. */
export function kindsOf(configuration: Configuration | undefined): ReadonlyMap<string, ParameterKind> {
  const kinds = new Map<string, ParameterKind>();
  for (const part of (configuration?.proposals ?? []).flatMap(partsOf)) {
    part.parameters.forEach((name, i) => {
      const kind = kindIn(part, i);
      if (kind !== undefined) kinds.set(name, kind);
    });
  }
  return kinds;
}

function partsOf(proposal: unknown): readonly Part[] {
  const part = proposal as Part;
  const inside = [...(part.members ?? []), ...(part.components ?? []).map((component) => component.proposal)];
  if (part.indexProposal !== undefined) inside.push(part.indexProposal);
  return inside.length === 0 ? [part] : inside.flatMap(partsOf);
}

function kindIn({ kind, unit, period }: Part, i: number): ParameterKind | undefined {
  if (kind === 'discrete' || kind === 'boundedDiscrete') return { kind: 'discrete' };
  if (kind === 'angular') return { kind: 'circular', circle: TURN };
  if (kind === 'solidAngle' && i === 0) return { kind: 'circular', circle: unit === 'degrees' ? [0, 360] : TURN };
  const range = period?.[i];
  return range !== undefined && Number.isFinite(range[1]) ? { kind: 'circular', circle: range } : undefined;
}
