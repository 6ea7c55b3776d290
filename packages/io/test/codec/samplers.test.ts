import { SerialPool } from '@epsie/core';
import { decodeState, encodeState } from '@epsie/io/codec';
import { fingerprint, samplers } from '@epsie/pool-invariance';
import test from 'ava';
import { setups } from './setups.ts';

for (const { name, start, create } of setups) {
  test(`${name}: a sampler resumes bit-identically from the bytes`, async (t) => {
    const whole = await start();
    for (const iterations of [0, 1, 40]) {
      await whole.run(iterations);
      const { state } = whole;
      const bytes = encodeState(state);
      t.deepEqual(decodeState(bytes), state);
      t.is(Buffer.compare(encodeState(decodeState(bytes)), bytes), 0);
      const resumed = create();
      resumed.setState(decodeState(bytes));
      const twin = create();
      twin.setState(state);
      await resumed.run(20);
      await twin.run(20);
      t.deepEqual(resumed.state, twin.state);
      t.deepEqual(resumed.positions, twin.positions);
    }
  });
}

for (const [name, start] of Object.entries(samplers)) {
  test(`${name}: fingerprints are those of an undisturbed run`, async (t) => {
    const sampler = await start(new SerialPool());
    await sampler.run(60);
    const { state } = sampler;
    const bytes = encodeState(state);
    await sampler.run(60);
    const whole = sampler.state;
    const other = await start(new SerialPool());
    other.setState(decodeState(bytes) as never);
    await other.run(60);
    t.deepEqual(other.state, whole);
    const twin = await start(new SerialPool());
    twin.setState(state as never);
    await twin.run(60);
    t.is(fingerprint(other), fingerprint(twin));
  });
}

test('the number of members does not grow with the number of chains and levels', async (t) => {
  for (const { name, start } of setups) {
    const sampler = await start();
    await sampler.run(30);
    const { state } = sampler;
    const many = { ...state, chains: Array.from({ length: 100 }, (_, i) => state.chains[i % state.chains.length]) };
    const few = countMembers(encodeState(state));
    t.true(few < 100, name);
    t.true(countMembers(encodeState(many as never)) <= few, name);
  }
});

/** The count in the end record of a ZIP file, which has our comment of 20 bytes behind it. */
const countMembers = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer).getUint16(bytes.length - 20 - 22 + 10, true);
