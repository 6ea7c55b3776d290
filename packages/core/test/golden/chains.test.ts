import test from 'ava';
import type { GoldenChain } from '../helpers/golden-chain.ts';
import { goldenNames, readGolden } from '../helpers/golden-json.ts';
import { replay } from '../helpers/replay.ts';

for (const name of goldenNames('chains')) {
  test(`replays ${name} of the reference`, (t) => replay(t, readGolden<GoldenChain>('chains', name)));
}
