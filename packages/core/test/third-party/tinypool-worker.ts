// The worker of TinypoolPool: runs a task by its reference.

import { type ExportReference, runTask } from '@epsie/core';

export function run(request: ExportReference & { readonly item: unknown }): Promise<unknown> {
  return runTask(request, request.item);
}
