import { indexProcess, tempering } from '@epsie/analysis';
import test from 'ava';
import { gaussianSampler, onDisk, type Swap, withSwaps } from '../sources/samplers.js';

const swap = (accepted: boolean): Swap => ({ ratio: accepted ? 1 : 0, accepted });

test('follows every replica through the ladder', (t) => {
  // Pairs 0 and 1 of three levels, in turn.
  const sweeps = [
    [swap(true), swap(false)],
    [swap(false), swap(true)],
    [swap(false), swap(false)],
    [swap(true), swap(false)],
  ];
  const { levels, iterations } = indexProcess(withSwaps([1, 0.5, 0], [sweeps]));
  t.deepEqual(levels, [Int32Array.of(1, 2, 2, 2), Int32Array.of(0, 0, 0, 1), Int32Array.of(2, 1, 1, 0)]);
  t.deepEqual(iterations, Float64Array.of(1, 2, 3, 4));
});

test('replicas of a sampler occupy each level once, and make the round trips of the report', async (t) => {
  const sampler = await gaussianSampler(400);
  const report = tempering(sampler, { burnIn: 100 });
  for (let chain = 0; chain < 8; chain++) {
    const { levels, iterations } = indexProcess(sampler, { chain, burnIn: 100 });
    t.deepEqual([levels.length, levels[0]?.length, iterations[0], iterations.at(-1)], [5, 300, 101, 400]);
    for (let sweep = 0; sweep < 300; sweep++) t.is(new Set(levels.map((level) => level[sweep])).size, 5);
    // From 0 to the hottest level and back; a replica begins as a visitor of its first level.
    const trips = levels.map((level, replica) => {
      let [state, count] = [replica === 0 ? 'cold' : 'none', 0];
      for (const at of level) {
        if (at === 4 && state === 'cold') state = 'hot';
        if (at === 0 && state === 'hot') count++;
        if (at === 0) state = 'cold';
      }
      return count;
    });
    t.is(
      trips.reduce((sum, count) => sum + count, 0),
      report.chains[chain]?.roundTrips as number,
    );
  }
  t.deepEqual(await indexProcess(onDisk(sampler), { chain: 3 }), indexProcess(sampler, { chain: 3 }));
});

test('refuses chains and sweeps that are not recorded', async (t) => {
  const sampler = await gaussianSampler(30);
  t.throws(() => indexProcess(sampler, { chain: 8 }), { instanceOf: RangeError, message: /from 0 to 7, got 8/ });
  t.throws(() => indexProcess(sampler, { chain: -1 }), { instanceOf: RangeError, message: /`chain`/ });
  t.throws(() => indexProcess(sampler, { burnIn: 30 }), { instanceOf: RangeError, message: /got none/ });
  t.throws(() => indexProcess(sampler, { replica: 1 } as never), { instanceOf: TypeError, message: /`replica`/ });
  const thinned = { ...onDisk(sampler), iterationOfSweep: (sweep: number) => 3 * (sweep + 1) };
  await t.throwsAsync(async () => indexProcess(thinned), { instanceOf: RangeError, message: /thinned/ });
});
