import { typeError } from '../../errors/wrong-use.ts';

/**
 * Lets `JSON.stringify` of a state fail with what to use instead. The state stays plain data: the member cannot be seen by
 * copies, comparisons and other formats.
 */
export function refuseJson<T extends object>(state: T): T {
  return Object.defineProperty(state, 'toJSON', { value: refuse, configurable: true, writable: true });
}

function refuse(): never {
  throw typeError(
    'A state cannot be JSON, which has no typed arrays, bigints and NaN: save it with `saveState(path, sampler.state)` of ' +
      '@epsie/io, or send or store it by structured clone',
  );
}
