// Compiles gaussian.c with the tables of core and runs it from the state of a chain.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tables from '../../packages/core/dist/random/ziggurat-tables.js';

/** Times are nanoseconds per step. @typedef {{ time: number, processorTime: number, accepted: number, x: number, y: number }} Outcome */

/** Returns the C compiler of this machine, if there is one. */
export function findCompiler() {
  return ['gcc', 'cc', 'clang'].find((name) => spawnSync(name, ['--version']).status === 0);
}

/**
 * Compiles the twin, and returns an object that runs it; its `[Symbol.dispose]` removes the files.
 *
 * @param {string} compiler
 */
export function compileTwin(compiler) {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-bench-'));
  const program = join(folder, 'gaussian');
  const source = fileURLToPath(new URL('gaussian.c', import.meta.url));
  writeFileSync(join(folder, 'tables.h'), header());
  // Without contraction to fused operations, the numbers are those of JavaScript on every processor.
  execFileSync(compiler, ['-O3', '-std=gnu11', '-ffp-contract=off', `-I${folder}`, source, '-o', program, '-lm']);
  return {
    /**
     * @param {import('@epsie/core').ChainState} chain
     * @param {number} steps
     * @param {number} runs
     * @returns {Outcome}
     */
    run({ random, position }, steps, runs) {
      const words = [random.state >> 64n, random.state, random.inc >> 64n, random.inc];
      const args = [steps, runs, ...words.map((word) => BigInt.asUintN(64, word).toString(16)), ...position];
      const output = execFileSync(program, args.map(String), { encoding: 'utf8' });
      const [time, processorTime, accepted, x, y] = output.split(' ').map(Number);
      return { time, processorTime, accepted, x, y };
    },
    [Symbol.dispose]() {
      rmSync(folder, { recursive: true });
    },
  };
}

function header() {
  return [
    '#include <stdint.h>',
    array('uint64_t', 'normal_accept', tables.normalAccept, (value) => `${BigInt(value)}u`),
    array('double', 'normal_scale', tables.normalScale, (value) => value.toPrecision(17)),
    array('double', 'normal_density', tables.normalDensity, (value) => value.toPrecision(17)),
  ].join('\n');
}

/**
 * @param {string} type
 * @param {string} name
 * @param {string} base64 little-endian doubles
 * @param {(value: number) => string} format
 */
function array(type, name, base64, format) {
  const bytes = Buffer.from(base64, 'base64');
  const values = Array.from({ length: bytes.length / 8 }, (_, i) => format(bytes.readDoubleLE(8 * i)));
  return `static const ${type} ${name}[] = {\n${values.join(',\n')}\n};\n`;
}
