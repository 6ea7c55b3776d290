// What a thread of piscina runs: one item, found by the names of its task.
import { threadId } from 'node:worker_threads';
import { transferList } from '@epsie/core';
import { answerItem, type ItemRequest } from '@epsie/core/pool-kit';
import { move, transferableSymbol, valueSymbol } from 'piscina';

export async function run(request: ItemRequest): Promise<unknown> {
  const answer = await answerItem(request, `thread ${threadId}`);
  const buffers = 'result' in answer ? transferList(answer.result) : [];
  // The samples of a chain are moved to the main thread, not copied.
  return buffers.length === 0 ? answer : move({ [valueSymbol]: answer, [transferableSymbol]: buffers } as never);
}
