import type { ModuleAddresses } from '../protocol/messages.ts';

/** Address of the program of a worker. */
export const PROGRAM: string = new URL('../worker/worker.js', import.meta.url).href;

/**
 * Starts a worker. Whether its program can be loaded is not known yet when this function returns.
 *
 * @throws whatever the platform throws if it refuses workers
 */
export function startWorker(): Worker {
  return isForeign(PROGRAM) ? startForeign() : startOwn();
}

// Bundlers look for exactly this expression.
const startOwn = (): Worker =>
  new Worker(new URL('../worker/worker.js', import.meta.url), { type: 'module', name: 'epsie worker' });

/** Returns whether a file is on another server than the page: a browser refuses it as the program of a worker. */
function isForeign(url: string): boolean {
  const { origin } = (globalThis.location as Location | undefined) ?? {};
  return origin !== undefined && origin !== 'null' && /^https?:/.test(url) && new URL(url).origin !== origin;
}

/** Starts a worker whose program, of one line, imports the file from its server. */
function startForeign(): Worker {
  const program = new Blob([`import ${JSON.stringify(PROGRAM)};`], { type: 'text/javascript' });
  const url = URL.createObjectURL(program);
  const worker = new Worker(url, { type: 'module', name: 'epsie worker' });
  // The browser fetches it after this function has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return worker;
}

/**
 * Returns the addresses of `@epsie/core`, as the page imports it. A worker does not know the import map of its page. Undefined where the
 * platform cannot resolve names: a bundler or a build script has replaced them, in the program of the worker too.
 */
export function resolveModules(): ModuleAddresses | undefined {
  try {
    return { core: import.meta.resolve('@epsie/core'), poolKit: import.meta.resolve('@epsie/core/pool-kit') };
  } catch {
    return undefined;
  }
}
