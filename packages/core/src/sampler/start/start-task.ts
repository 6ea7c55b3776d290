import { type EpsieError, isEpsieError } from '../../errors/epsie-error.ts';
import { errorToData } from '../../errors/error-data.ts';
import { type BatchCall, batchCallOf } from '../../model/batch/batch-call.ts';
import type { ModelObject } from '../../model/model.ts';
import { yieldToEventLoop } from '../../platform/host.ts';
import { defineTask, type Task, type TaskContext } from '../../pool/task.ts';
import { yieldIfDue } from '../../pool/turns.ts';
import { isModelFailed, openModel } from '../run/model-source.ts';
import { evaluateAlone } from './evaluate-alone.ts';
import { evaluateTogether } from './evaluate-together.ts';
import type {
  ChainStart,
  FailedStart,
  StartGroupItem,
  StartGroupResult,
  StartItem,
  StartPoints,
  StartResult,
} from './start-points.ts';
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
      for (const _part of evaluateAlone(starting.run(), item.parameters, model))
        if (pause !== undefined) await yieldIfDue(pause);
      return { chain, ...starting.result };
    } catch (error) {
      return failureOf(error, item);
    }
  },
);

/** Evaluates the start points of several chains, in batches. */
export const startGroupTask: Task<StartGroupItem, StartGroupResult> = defineTask(
  import.meta.url,
  'startGroupTask',
  async (item: StartGroupItem, context: TaskContext = {}): Promise<StartGroupResult> => {
    try {
      const { chain, starts } = item;
      const model = await openModel(item.model, { chain, temperature: 0, iteration: 0, position: {} });
      const starting = starts.map((start) => new StartingChain(start, model, start.chain === 0));
      const works = starting.map((one) => one.run());
      const { parameters } = starts[0] as StartPoints;
      await evaluateTogether(works, parameters, batchCallOf(model) as BatchCall, contextOf(item, context));
      return { chain, chains: starting.map(({ result }) => result) };
    } catch (error) {
      return failureOf(error, item);
    }
  },
);

// An item that holds the model itself runs on the event loop of the caller.
const contextOf = ({ model }: StartGroupItem, context: TaskContext): TaskContext =>
  'object' in model ? { pause: yieldToEventLoop, ...context } : context;

function failureOf(error: unknown, { model, chain }: StartItem | StartGroupItem): FailedStart {
  if ('object' in model || !isFailedStart(error)) throw error;
  return { chain, failure: errorToData(error) };
}

/** Evaluates the start of every level of a chain. */
export function startChain(item: StartPoints, model: ModelObject<string>): ChainStart {
  const starting = new StartingChain(item, model, true);
  for (const _part of evaluateAlone(starting.run(), item.parameters, model)) {
    // All parts run without a pause.
  }
  return starting.result;
}

const isFailedStart = (error: unknown): error is EpsieError =>
  isModelFailed(error) || isEpsieError(error, 'START_REJECTED');
