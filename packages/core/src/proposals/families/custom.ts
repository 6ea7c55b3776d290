import { expectNames, expectOptions, expectPlain } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import type { ExportReference } from '../../data/export-reference.ts';
import { clonePlain, plainKey } from '../../data/plain-data.ts';
import { typeError, usageError } from '../../errors/wrong-use.ts';
import { importExport, isMainScript } from '../../platform/host.ts';
import type { ProposalFamily } from '../family.ts';
import { JUMP_OPTIONS, resolveJumpOptions } from '../jump-options.ts';
import type { KernelFactory, ProposalKernel } from '../kernel.ts';
import type { JumpOptions, ProposalSpec } from '../spec.ts';

/** A proposal of {@link customProposal} as plain data. */
export type CustomProposal<P extends string> = ProposalSpec<'custom', P> & {
  /** Module and export of the {@link KernelFactory}. */
  readonly reference: ExportReference;
  /** Argument of the factory. */
  readonly options?: unknown;
};

/**
 * A proposal of your own: its kernel is named by module and export, so that any process finds it without registration.
 *
 * @param reference `{ module: import.meta.url, export: 'name' }` of a {@link KernelFactory}
 * @param parameters a name or an array of names
 * @param options what the factory is called with: plain data
 * @param jump interval of the jumps
 *
 * @example
 * ```ts
 * // cauchy.ts: in a module of its own, so that any process can import it
 * import { customProposal, type KernelFactory } from '@epsie/core';
 *
 * export const kernel: KernelFactory<{ scale: number }, { scale: number }> = (_parameters, { scale }) => ({
 *   symmetric: true,
 *   initial: () => ({ scale }),
 *   jump(from, to, state, random) {
 *     for (let i = 0; i < from.length; i++) to[i] = from[i]! + state.scale * Math.tan(Math.PI * (random.random() - 0.5));
 *   },
 * });
 *
 * export const cauchy = <const P extends string>(parameters: P | readonly P[], scale: number) =>
 *   customProposal({ module: import.meta.url, export: 'kernel' }, parameters, { scale });
 * ```
 *
 * ```ts
 * import { MetropolisHastingsSampler } from '@epsie/core';
 * import { cauchy } from './cauchy.js';
 *
 * const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x });
 * const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 1, proposals: [cauchy('x', 0.5)] });
 * await sampler.start({ x: [0] });
 * await sampler.run(100);
 * ```
 */
export function customProposal<const P extends string>(
  reference: ExportReference,
  parameters: P | readonly P[],
  options?: unknown,
  jump: JumpOptions = {},
): CustomProposal<P> {
  if (typeof reference?.module !== 'string' || typeof reference.export !== 'string') {
    throw typeError(
      `Expected the first argument of \`customProposal\` to be { module: import.meta.url, export: 'name' }, got ${describe(reference)}`,
    );
  }
  expectOptions('customProposal', reference, ['module', 'export']);
  if (isMainScript(reference.module)) throw typeError(mainScriptMessage('proposal', reference));
  expectOptions('customProposal', jump, JUMP_OPTIONS);
  return {
    kind: 'custom',
    parameters: expectNames('parameters', parameters),
    reference: { module: reference.module, export: reference.export },
    ...(options === undefined ? {} : { options: clonePlain(expectPlain('options', options)) }),
    ...resolveJumpOptions('customProposal', jump),
  };
}

/** Returns a message that code in the main script cannot be named, and what to do. */
export function mainScriptMessage(what: string, reference: ExportReference): string {
  return (
    `The ${what} \`${reference.export}\` is in the program's main script (${reference.module}): another process could ` +
    `only import it by running the whole program again. Move the ${what} to a module of its own and import it from there`
  );
}

const loaded = new Map<string, ProposalKernel>();

/** The family of {@link customProposal}. */
export const customFamily: ProposalFamily<CustomProposal<string>> = {
  kind: 'custom',
  kernel: (spec) => loaded.get(keyOf(spec)) ?? notLoaded(spec),
  movesSome: true,
  label: ({ reference }) => reference.export,
  load: loadKernel,
};

function notLoaded({ reference }: CustomProposal<string>): never {
  throw usageError(
    `The module of the custom proposal \`${reference.export}\` is not imported yet: \`await loadProposals(proposals)\` first`,
  );
}

/**
 * Imports the kernel of a custom proposal, once per process.
 *
 * @throws TypeError if there is no such export, or if it does not return a kernel, and whatever the import throws
 */
async function loadKernel(spec: CustomProposal<string>): Promise<void> {
  if (loaded.has(keyOf(spec))) return;
  const factory = await importExport(spec.reference);
  if (typeof factory !== 'function') {
    throw typeError(
      `Expected export \`${spec.reference.export}\` of ${spec.reference.module} to be a function that returns a kernel, got ${describe(factory)}`,
    );
  }
  const kernel = (factory as KernelFactory)(spec.parameters, spec.options);
  checkKernel(kernel, spec.reference);
  loaded.set(keyOf(spec), kernel);
}

const keyOf = ({ reference, parameters, options }: CustomProposal<string>): string =>
  plainKey([reference.module, reference.export, parameters, options]);

function checkKernel(kernel: ProposalKernel, reference: ExportReference): void {
  const fail = (what: string, got: unknown): never => {
    throw typeError(
      `Expected the kernel from \`${reference.export}\` of ${reference.module} to have ${what}, got ${describe(got)}`,
    );
  };
  if (typeof kernel !== 'object' || kernel === null) fail('`symmetric`, `initial` and `jump`', kernel);
  if (typeof kernel.symmetric !== 'boolean') fail('a boolean `symmetric`', kernel.symmetric);
  if (typeof kernel.initial !== 'function') fail('a function `initial`', kernel.initial);
  if (typeof kernel.jump !== 'function') fail('a function `jump`', kernel.jump);
  if (!kernel.symmetric && typeof kernel.logRatio !== 'function' && typeof kernel.logDensity !== 'function')
    fail('a function `logDensity` or `logRatio` (it is not symmetric)', kernel.logDensity);
  const state: unknown = kernel.initial();
  if (typeof state !== 'object' || state === null || Array.isArray(state) || ArrayBuffer.isView(state))
    fail('an object of plain data from `initial()`', state);
  const reserved = Object.keys(state as object).find((name) => name === 'steps' || name === 'start');
  if (reserved !== undefined) fail(`a state without the key \`${reserved}\`, which the chain uses itself`, state);
}
