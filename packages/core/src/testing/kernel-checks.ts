import { describe } from '../data/describe.ts';
import { packPlain } from '../data/pack.ts';
import { clonePlain, findNotPlain } from '../data/plain-data.ts';
import type { KernelState } from '../proposals/kernel.ts';
import type { Random } from '../random/random.ts';
import { sameData } from './expect.ts';
import {
  densityRatio,
  drawPoint,
  frozenStates,
  history,
  isDegenerate,
  type KernelUnderTest,
  type ProposalCheck,
  randomOf,
  text,
} from './proposal-subject.ts';

function drawsFromRandomAlone(subject: KernelUnderTest): void {
  const first = history(subject, randomOf(5), subject.kernel.initial(), 100);
  const second = history(subject, randomOf(5), subject.kernel.initial(), 100);
  if (sameData(first, second)) return;
  throw new Error(
    'Expected the same jumps from the same `Random` and the same states: draw from nothing but the given `random`, and ' +
      'keep nothing outside the given `state`',
  );
}

function stateRoundTrip(subject: KernelUnderTest): void {
  const state = subject.kernel.initial();
  const random = randomOf(6);
  history(subject, random, state, 50);
  const found = findNotPlain('state', state);
  if (found !== undefined)
    throw new Error(`Expected a state of plain data, got ${describe(found.value)} at \`${found.path}\``);
  const shape = shapeOf(subject.kernel.initial());
  if (shapeOf(state) !== shape)
    throw new Error(`Expected a state to keep its shape while it adapts: ${shape}, got ${shapeOf(state)}`);
  // As chains copy it: arrays that are views of a larger piece of memory.
  const copy = packPlain({ before: new Float64Array(3), state }).value.state;
  const saved = random.state;
  const expected = history(subject, random, state, 50);
  const resumed = randomOf(0);
  resumed.state = saved;
  if (sameData(history(subject, resumed, copy, 50), expected)) return;
  throw new Error(
    'Expected a copy of the state to continue like the state itself: keep everything that a jump depends on in `state`, and ' +
      'read its typed arrays as they are, since their `buffer` may hold other numbers too',
  );
}

function leavesArgumentsAlone(subject: KernelUnderTest): void {
  for (const state of frozenStates(subject)) {
    if (isDegenerate(subject)) notesWithoutEffect(subject, state);
    else changesNothing(subject, state);
  }
}

function changesNothing(subject: KernelUnderTest, state: KernelState): void {
  const random = randomOf(7);
  const { kernel } = subject;
  const y = new Float64Array(subject.targets.length);
  for (let i = 0; i < 100; i++) {
    const x = drawPoint(subject, random);
    const before = [x.slice(), clonePlain(state)];
    kernel.jump(x, y, state, random);
    if (!kernel.symmetric) densityRatio(subject, x, y, state);
    if (!sameData([x, state], before))
      throw new Error('Expected `jump` and `logDensity` to change neither `from` nor `state`');
    expectComplete(subject, y);
  }
}

// A kernel without density may note what `logRatio` of the same jump needs: the next jump must be that from a state without the note.
function notesWithoutEffect(subject: KernelUnderTest, state: KernelState): void {
  const random = randomOf(7);
  const [clean, y] = [clonePlain(state), new Float64Array(subject.targets.length)];
  for (let i = 0; i < 100; i++) {
    const x = drawPoint(subject, random);
    const before = x.slice();
    const saved = random.state;
    const first = jumpAndRatio(subject, x, y, state, random);
    if (!sameData(x, before)) throw new Error('Expected `jump` and `logRatio` not to change `from`');
    const repeated = randomOf(0);
    repeated.state = saved;
    const second = jumpAndRatio(subject, x, y, clonePlain(clean), repeated);
    if (!sameData(first, second))
      throw new Error('Expected a jump not to depend on what an earlier jump noted in `state` for its `logRatio`');
    expectComplete(subject, y);
  }
}

function jumpAndRatio(
  { kernel }: KernelUnderTest,
  x: Float64Array,
  y: Float64Array,
  state: KernelState,
  random: Random,
): object {
  y.fill(Number.NaN);
  kernel.jump(x, y, state, random);
  return { y: y.slice(), ratio: kernel.logRatio?.(x, y, state) };
}

function expectComplete(subject: KernelUnderTest, y: Float64Array): void {
  if (y.some(Number.isNaN))
    throw new Error(`Expected \`jump\` to write every number of \`to\`, got ${text(subject, y)}`);
  y.fill(Number.NaN);
}

function shapeOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}(${(value as Float64Array).length})`;
  if (Array.isArray(value)) return `[${value.map(shapeOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return typeof value;
  return `{ ${Object.entries(value)
    .map(([name, item]) => `${name}: ${shapeOf(item)}`)
    .join(', ')} }`;
}

/** Checks that a run with a kernel can be repeated, moved and resumed. */
export const checksOfKernels: readonly ProposalCheck[] = [
  ['a jump changes neither `from` nor the state, except for a note to `logRatio`', leavesArgumentsAlone],
  ['jumps draw from the given Random alone, and keep nothing outside the state', drawsFromRandomAlone],
  ['the state is plain data, and a copy continues like the state itself', stateRoundTrip],
];
