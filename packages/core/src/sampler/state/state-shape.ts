import { initialProposalState } from '../../chain/proposal-state.ts';
import type { LevelState } from '../../chain/state.ts';
import { isCount } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import type { Proposal } from '../../proposals/composites/registry.ts';
import { createKernel, familyOf } from '../../proposals/families/registry.ts';
import { ladderRuleOf } from '../../tempering/registry.ts';
import type { Configuration } from '../configuration.ts';

/**
 * Returns what is wrong with a damaged or hand-made state, one line for each value. The idea: build a template, a state such as
 * a sampler of this configuration makes, and require each value to have the type of its counterpart, each array its length.
 *
 * @param state a state with the same configuration
 */
export function shapeDifferences(state: object, configuration: Configuration): string[] {
  const { seed, iterations, chains, startPositions } = state as { [key: string]: unknown };
  const count = (chains as readonly unknown[]).length;
  return [
    ...(typeof seed === 'bigint' && seed >= 0n ? [] : [line('seed', 'a bigint from 0 up', seed)]),
    ...(isCount(iterations) ? [] : [line('iterations', 'an integer from 0 up', iterations)]),
    ...compare('chains', repeat(count, chainTemplate(configuration, chains as readonly unknown[])), chains),
    ...compare('startPositions', repeat(count, startTemplate(configuration)), startPositions),
  ];
}

/** A value of the expected types, with arrays of the expected lengths. Its numbers do not matter. */
type Template = unknown;

function chainTemplate(configuration: Configuration, chains: readonly unknown[]): Template {
  const { parameters, tempering } = configuration;
  const proposals = configuration.proposals.map(proposalTemplate);
  const numbers = { position: new Float64Array(parameters.length), logLikelihood: 0, logPrior: 0 };
  const level = { ...numbers, ...blobTemplate(chains[0]), proposals };
  const random = { state: 0n, inc: 0n, hasUint32: false, uinteger: 0 };
  if (tempering === undefined) return { ...level, random };
  const betas = Float64Array.from(tempering.betas);
  const { ladder: spec } = tempering;
  const ladder = spec === undefined ? {} : { ladder: ladderRuleOf(spec).start(spec, betas).ladder };
  const levelRandoms = tempering.generators === 'level' ? { levelRandoms: repeat(betas.length, random) } : {};
  return { levels: repeat(betas.length, level), betas, ...ladder, random, ...levelRandoms };
}

// The state of a kernel whose code is imported is not known here: the module may not have been imported yet.
const proposalTemplate = (spec: Proposal<string>): Template =>
  initialProposalState(spec, (part) => (familyOf(part).load === undefined ? createKernel(part).initial() : {}));

// The model chooses the names of its blobs: those of the first level must occur in every level.
function blobTemplate(chain: unknown): { readonly blob?: object } {
  const { levels = [chain] } = (chain ?? {}) as { levels?: readonly unknown[] };
  const { blob } = ((levels as readonly unknown[])[0] ?? {}) as Partial<LevelState>;
  if (blob === undefined) return {};
  return { blob: Object.fromEntries(Object.keys(Object(blob) as object).map((name) => [name, 0])) };
}

function startTemplate({ parameters, tempering }: Configuration): Template {
  return repeat(tempering?.betas.length ?? 1, new Float64Array(parameters.length));
}

const repeat = (count: number, template: Template): Template => new Array<Template>(count).fill(template);

/** Returns one line for each value at or below `path` that does not fit the template. */
function compare(path: string, template: Template, value: unknown): string[] {
  if (typeof template !== 'object' || template === null) {
    return typeof value === typeof template ? [] : [line(path, `a ${typeof template}`, value)];
  }
  if (ArrayBuffer.isView(template)) return compareArray(path, template as Float64Array, value);
  if (Array.isArray(template) && !(Array.isArray(value) && value.length === template.length))
    return [line(path, `an array of length ${template.length}`, value)];
  if (typeof value !== 'object' || value === null) return [line(path, 'an object', value)];
  return Object.entries(template).flatMap(([key, item]) =>
    compare(
      Array.isArray(template) ? `${path}[${key}]` : `${path}.${key}`,
      item,
      (value as { [key: string]: unknown })[key],
    ),
  );
}

function compareArray(path: string, template: Float64Array, value: unknown): string[] {
  const { name } = template.constructor;
  const fits =
    ArrayBuffer.isView(value) && value.constructor.name === name && (value as Float64Array).length === template.length;
  return fits ? [] : [line(path, `a ${name} of length ${template.length}`, value)];
}

const line = (path: string, what: string, value: unknown): string =>
  `\`${path}\` should be ${what}, got ${ArrayBuffer.isView(value) ? `a ${value.constructor.name} ` : ''}${describe(value)}`;
