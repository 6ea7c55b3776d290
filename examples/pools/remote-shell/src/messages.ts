import type { ItemAnswer, ItemRequest } from '@epsie/core/pool-kit';

/** Message to a worker: run this item, or cancel the item of this id. */
export type ToWorker = (ItemRequest & { readonly id: number }) | { readonly cancel: number };

/** Message from a worker: the answer to the item of this id. */
export type FromWorker = { readonly id: number; readonly answer: ItemAnswer };
