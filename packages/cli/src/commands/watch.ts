import { setTimeout as sleep } from 'node:timers/promises';
import type { Implementation } from '../contract/command.ts';
import { expectParameters } from '../reading/open-run.ts';
import { displayOf } from '../watching/display.ts';
import { Follower } from '../watching/status.ts';

/** Seconds between two updates. */
const INTERVAL = 5;
/** A pause is at least this many times as long as reading took, so that watching does not slow the run down. */
const REST = 4;

export const watch: Implementation = async ({ positionals: [directory = ''], values, isJson, screen }) => {
  const { interval = INTERVAL, times = Number.POSITIVE_INFINITY } = values as { interval?: number; times?: number };
  const follower = new Follower({ directory, ...(await watchedOf(directory, values)) });
  const show = displayOf(screen, isJson);
  for (let i = 1; ; i++) {
    const began = performance.now();
    const status = await follower.read();
    show(status);
    const hasEnded = status.writer === undefined && values['keep'] !== true;
    if (hasEnded || i >= times) return undefined;
    await sleep(Math.max(1000 * interval, REST * (performance.now() - began)));
  }
};

type Wanted = { readonly total?: number; readonly burnIn?: number; readonly parameters?: readonly string[] };

async function watchedOf(
  directory: string,
  { total, burnIn, parameters }: Parameters<Implementation>[0]['values'],
): Promise<Wanted> {
  if (parameters !== undefined) {
    const { readRunInfo } = await import('@epsie/io/info');
    await expectParameters(parameters as readonly string[], (await readRunInfo(directory)).parameters);
  }
  const given = Object.entries({ total, burnIn, parameters }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Wanted;
}
