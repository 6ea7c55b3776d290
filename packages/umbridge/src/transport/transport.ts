import { createFetchTransport } from './fetch.ts';
import type { Transport } from './http.ts';
import { createNodeTransport } from './node.ts';

type Builtins = { getBuiltinModule?(name: string): unknown };

/**
 * Returns the transport of this platform: `node:http` where it exists, else `fetch`.
 *
 * The `fetch` of Node ends every request after 5 minutes, which `node:http` does not, and takes longer.
 */
export function createTransport(): Transport {
  const { process } = globalThis as { readonly process?: Builtins };
  const http = process?.getBuiltinModule?.('node:http') as typeof import('node:http') | undefined;
  const https = process?.getBuiltinModule?.('node:https') as typeof import('node:https') | undefined;
  return http === undefined || https === undefined ? createFetchTransport() : createNodeTransport(http, https);
}
