// The golden chains with models of many points at once: chains in step have the numbers of chains one after another.
import test from 'ava';
import type { GoldenChain } from '../helpers/golden-chain.ts';
import { goldenNames, readGolden } from '../helpers/golden-json.ts';
import { batchGoldenModel } from '../helpers/golden-models.ts';
import { LocalPool } from '../helpers/local-pool.ts';
import { type ModelOf, replay } from '../helpers/replay.ts';

const synchronous: ModelOf = (model) => batchGoldenModel({ ...model, asynchronous: false });
const asynchronous: ModelOf = (model) => batchGoldenModel({ ...model, asynchronous: true });

for (const name of goldenNames('chains')) {
  test(`replays ${name} of the reference in batches of one group`, (t) =>
    replay(t, readGolden<GoldenChain>('chains', name), new LocalPool(1), synchronous));

  test(`replays ${name} of the reference in batches of two groups`, (t) =>
    replay(t, readGolden<GoldenChain>('chains', name), new LocalPool(2), synchronous));
}

// Adaptation by component evaluates single points in the middle of a step, which an asynchronous model cannot.
const componentwise = /_comp(_|onent|$)/;

for (const name of goldenNames('chains').filter((each) => !componentwise.test(each))) {
  test(`replays ${name} of the reference in asynchronous batches`, (t) =>
    replay(t, readGolden<GoldenChain>('chains', name), new LocalPool(1), asynchronous));
}
