import { usageError } from '@epsie/core/checks';
import { checkServer, type Expected } from '../protocol/check-server.ts';
import type { Client } from '../protocol/client.ts';
import { Unreachable } from '../protocol/unreachable.ts';
import { backoff } from './backoff.ts';

/**
 * Checks that all servers can evaluate the model, and that they agree on its input.
 *
 * @param retries how often to try again to reach a server
 * @returns the lengths of the input vectors
 */
export async function checkServers(
  clients: readonly Client[],
  expected: Expected,
  retries: number,
): Promise<readonly number[]> {
  const all = await Promise.all(clients.map((client) => checkPatiently(client, expected, retries)));
  const first = all[0] as readonly number[];
  const other = all.findIndex((sizes) => sizes.join() !== first.join());
  if (other < 0) return first;
  const urlOf = (i: number): string => (clients[i] as Client).target.url;
  throw usageError(
    `Expected all servers to have the same model, got input vectors of [${first.join()}] numbers at ${urlOf(0)}, ` +
      `and of [${all[other]?.join()}] at ${urlOf(other)}`,
  );
}

async function checkPatiently(client: Client, expected: Expected, retries: number): Promise<readonly number[]> {
  for (let failures = 1; ; failures++) {
    try {
      return await checkServer(client, expected);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      if (failures > retries) throw unreachableError(client, error);
    }
    await new Promise((resolve) => setTimeout(resolve, backoff(failures)));
  }
}

const unreachableError = ({ target: { url } }: Client, cause: Unreachable): Error =>
  usageError(
    `Expected an UM-Bridge server at ${url}, got no answer: ${cause.message}. Start it before the run, and check its port`,
    { cause },
  );
