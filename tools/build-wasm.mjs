// Assembles packages/core/src/random/pcg64.wat and embeds the binary in pcg64-binary.ts next to it. With --check it only
// checks that the committed binary matches the source.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const folder = new URL('../packages/core/src/random/', import.meta.url);
const source = new URL('pcg64.wat', folder);
const target = new URL('pcg64-binary.ts', folder);

const wabt = await createRequire(new URL('../packages/core/', import.meta.url))('wabt')();

function assemble() {
  const module = wabt.parseWat('pcg64.wat', readFileSync(source, 'utf8'));
  module.validate();
  return module.toBinary({ write_debug_names: false }).buffer;
}

function embed(binary) {
  const lines = Buffer.from(binary)
    .toString('base64')
    .match(/.{1,120}/g);
  return `/** \`pcg64.wat\`, assembled by \`tools/build-wasm.mjs\`, in base64. */
export const pcg64Binary: string = \`
${lines.join('\n')}
\`;
`;
}

const text = embed(assemble());
if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  console.error('Expected pcg64-binary.ts to match pcg64.wat, but it does not: run node tools/build-wasm.mjs');
  process.exitCode = 1;
}
