// What tinypool runs in its threads: a task by its name.

import { type ExportReference, runTask } from '@epsie/core';

export function run(request: ExportReference & { readonly item: unknown }): Promise<unknown> {
  return runTask(request, request.item);
}
