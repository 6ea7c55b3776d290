// The program of a child of ForkPool: runs one task at a time by its reference.

import { type ErrorData, type ExportReference, errorToData, runTask } from '@epsie/core';

export type Answer = { readonly result: unknown } | { readonly error: ErrorData };

process.on('message', async (request: ExportReference & { readonly item: unknown }) => {
  process.send?.(await answer(request));
});

async function answer(request: ExportReference & { readonly item: unknown }): Promise<Answer> {
  try {
    return { result: await runTask(request, request.item) };
  } catch (thrown) {
    return { error: errorToData(thrown) };
  }
}
