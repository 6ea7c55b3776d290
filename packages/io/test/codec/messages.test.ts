import { isEpsieError } from '@epsie/core';
import { decodeState, encodeState } from '@epsie/io/codec';
import test from 'ava';
import { crc32, meta, npy, PLACEHOLDER, sealed, withRun } from './files.ts';

const described = (state: unknown) => meta({ format: 'epsie-state', schema: 1, state });
const a = npy('a', '<f8', '2,', new Uint8Array(16));

test('a newer version is told from damage, and the way out', (t) => {
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

test('bytes that are none of a checkpoint', (t) => {
  const zip = withRun(1).slice(0, -PLACEHOLDER.length);
  const other = sealed([a]).slice(0, -PLACEHOLDER.length);
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [
      new Uint8Array(0),
      /^ck\.npz is no checkpoint of EPSIE: there are no bytes\. Take an earlier checkpoint or a copy$/,
    ],
    [new Uint8Array(3), /^ck\.npz is no checkpoint of EPSIE: it neither begins nor ends as one\./],
    [new Uint8Array(3000), /is no checkpoint of EPSIE/],
    [other, /is no checkpoint of EPSIE/],
    [zip, /^ck\.npz is damaged: its end with the checksum is missing\./],
  ];
  for (const [bytes, message] of cases) {
    const error = t.throws(() => decodeState(bytes, 'ck.npz'), { message });
    t.true(isEpsieError(error, 'FILE_DAMAGED') && error.path === 'ck.npz');
  }
});

test('a checksum that differs is named', (t) => {
  const bytes = encodeState({ schema: 1 } as never);
  bytes[60] = (bytes[60] as number) ^ 1;
  const computed = crc32(bytes.subarray(0, -PLACEHOLDER.length)).toString(16).padStart(8, '0');
  t.throws(() => decodeState(bytes, 'ck.npz'), {
    message: new RegExp(
      `^ck\\.npz is damaged: its checksum is ${computed}, not [0-9a-f]{8} as it says\\. Take an earlier`,
    ),
  });
});

test('what is no Uint8Array', (t) => {
  for (const bytes of [undefined, 'PK', new ArrayBuffer(4), [1, 2]])
    t.throws(() => decodeState(bytes as never), {
      instanceOf: TypeError,
      message: /^Expected `bytes` to be a Uint8Array/,
    });
});
