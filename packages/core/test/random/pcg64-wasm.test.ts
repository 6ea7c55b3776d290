import { readFileSync } from 'node:fs';
import test from 'ava';
import wabt from 'wabt';
import { decodeBase64 } from '#src/random/base64.js';
import { pcg64Binary } from '#src/random/pcg64-binary.js';

test('the embedded binary is that of the source', async (t) => {
  const { parseWat } = await wabt();
  const source = readFileSync(new URL('../../src/random/pcg64.wat', import.meta.url), 'utf8');
  const module = parseWat('pcg64.wat', source);
  module.validate();
  t.deepEqual(decodeBase64(pcg64Binary), new Uint8Array(module.toBinary({}).buffer));
});

for (const length of [0, 1, 2, 3, 4, 255]) {
  test(`decodes base64 of ${length} bytes`, (t) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 97 + 250) & 0xff);
    t.deepEqual(decodeBase64(Buffer.from(bytes).toString('base64')), bytes);
  });
}
