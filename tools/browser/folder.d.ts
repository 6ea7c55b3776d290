import type { ExecutionContext } from 'ava';

/**
 * Serves the files of a folder for the duration of a test, and returns the address, with a slash at its end.
 *
 * @param folder its URL, with a slash at its end
 */
export function serveFolder(t: ExecutionContext, folder: URL): Promise<string>;
