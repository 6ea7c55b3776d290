import { ModelFailure } from '../evaluate.ts';
import type { ModelFunction, Position } from '../model.ts';
import { pointNumbers } from '../point-numbers.ts';
import type { BatchCall } from './batch-call.ts';
import { BatchPoint } from './batch-point.ts';
import { PointBatch } from './point-batch.ts';

/** Returns the model of one point that follows from one of many: it evaluates batches of one. */
export function createSingle(call: BatchCall): ModelFunction<string> {
  let known: { readonly parameters: readonly string[]; readonly batch: PointBatch } | undefined;
  return (position) => {
    const { parameters, values } = numbersOf(position, call);
    if (known?.parameters !== parameters) known = { parameters, batch: new PointBatch(call, parameters) };
    const point = new BatchPoint({ values, position });
    const pending = known.batch.evaluate([point]);
    if (pending !== undefined) throw new ModelFailure(ASYNCHRONOUS, position, undefined);
    return point.take();
  };
}

function numbersOf(
  position: Position<string>,
  { prior }: BatchCall,
): { parameters: readonly string[]; values: Float64Array } {
  const numbers = pointNumbers(position);
  if (numbers !== undefined) return numbers;
  const parameters = prior?.parameters ?? Object.keys(position);
  return { parameters, values: Float64Array.from(parameters, (name) => position[name] as number) };
}

const ASYNCHRONOUS =
  'Expected a batch of one point to be evaluated before the function returns, got a Promise: single chains, a call of the model and adaptation ' +
  'by component evaluate one point at a time, synchronously. Use a sampler and other adaptation, or give a model with ' +
  '`evaluateBatch` a synchronous `evaluate` as well';
