import { isEpsieError } from '@epsie/core';
import { decodeState, encodeState } from '@epsie/io/codec';
import test from 'ava';
import { crc32, meta, npy, PLACEHOLDER, sealed, withRun } from './files.ts';

const described = (state: unknown) => meta({ format: 'epsie-state', schema: 1, state });
const a = npy('a', '<f8', '2,', new Uint8Array(16));

test('distinguishes a newer version from damage', (t) => {
  const newerFormat = sealed([meta({ format: 'epsie-state', schema: 3, other: 1 }), { name: 'unknown', parts: [] }]);
  const error = t.throws(() => decodeState(newerFormat, 'run/ck-3.npz'));
  t.true(isEpsieError(error, 'STATE_MISMATCH'));
  t.is(
    error?.message,
    'run/ck-3.npz was written by a newer version: it has the format of version 3, this one reads 1; update @epsie/io',
  );
  const newerState = t.throws(() => decodeState(sealed([described({ schema: 2 })])));
  t.true(isEpsieError(newerState, 'STATE_MISMATCH'));
  t.regex(newerState?.message as string, /^This data .* a state of version 2, this one reads 1; update @epsie\/core$/);
});

test('rejects bytes that are not a checkpoint', (t) => {
  const zip = withRun(1).slice(0, -PLACEHOLDER.length);
  const other = sealed([a]).slice(0, -PLACEHOLDER.length);
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [new Uint8Array(0), /^ck\.npz is not a checkpoint: it is empty\. Use an earlier checkpoint or a copy$/],
    [new Uint8Array(3), /^ck\.npz is not a checkpoint: no end-of-archive comment of EPSIE\./],
    [new Uint8Array(3000), /is not a checkpoint/],
    [other, /is not a checkpoint/],
    [zip, /^ck\.npz is damaged: it ends without a checksum\./],
  ];
  for (const [bytes, message] of cases) {
    const error = t.throws(() => decodeState(bytes, 'ck.npz'), { message });
    t.true(isEpsieError(error, 'FILE_DAMAGED') && error.path === 'ck.npz');
  }
});

test('reports both checksums of a mismatch', (t) => {
  const bytes = encodeState({ schema: 1 } as never);
  bytes[60] = (bytes[60] as number) ^ 1;
  const computed = crc32(bytes.subarray(0, -PLACEHOLDER.length)).toString(16).padStart(8, '0');
  t.throws(() => decodeState(bytes, 'ck.npz'), {
    message: new RegExp(
      `^ck\\.npz is damaged: checksum mismatch \\(computed ${computed}, stored [0-9a-f]{8}\\)\\. Use an earlier`,
    ),
  });
});

test('rejects anything but a Uint8Array', (t) => {
  for (const bytes of [undefined, 'PK', new ArrayBuffer(4), [1, 2]])
    t.throws(() => decodeState(bytes as never), {
      instanceOf: TypeError,
      message: /^Expected `bytes` to be a Uint8Array/,
    });
});
