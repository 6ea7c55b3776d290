import { type EpsieError, isEpsieError } from '../../errors/epsie-error.ts';
import { errorToData } from '../../errors/error-data.ts';
import type { ModelObject } from '../../model/model.ts';
import { defineTask, type Task, type TaskContext } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { isModelFailed, openModel } from '../run/model-source.ts';
import type { ChainStart, StartItem, StartPoints, StartResult } from './start-points.ts';
import { StartingChain } from './starting-chain.ts';

/** Evaluates the start points of one chain. */
export const startTask: Task<StartItem, StartResult> = defineTask(
  import.meta.url,
  'startTask',
  async (item: StartItem, { pause }: TaskContext = {}): Promise<StartResult> => {
    try {
      const { chain } = item;
      const model = await openModel(item.model, { chain, temperature: 0, iteration: 0, position: {} });
      const starting = new StartingChain(item, model, chain === 0);
      for (const _part of starting.run()) if (pause !== undefined) await yieldIfDue(pause);
      return { chain, ...starting.result };
    } catch (error) {
      if ('object' in item.model || !isFailedStart(error)) throw error;
      return { chain: item.chain, failure: errorToData(error) };
    }
  },
);

/** Evaluates the start of every level of a chain. */
export function startChain(item: StartPoints, model: ModelObject<string>): ChainStart {
  const starting = new StartingChain(item, model, true);
  for (const _part of starting.run()) {
    // All parts run without a pause.
  }
  return starting.result;
}

const isFailedStart = (error: unknown): error is EpsieError =>
  isModelFailed(error) || isEpsieError(error, 'START_REJECTED');
