// What Node prints for an uncaught error: its message first, without a source line of this package.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const program = fileURLToPath(new URL('programs/uncaught.js', import.meta.url));

/** Returns what the program prints on stderr when it fails in a way. */
function stderrOf(way: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, way], (_error, _stdout, stderr) => resolve(stderr));
  });
}

const begins: { readonly [way: string]: string } = {
  start: 'EpsieError: Expected the start to be inside the prior, got a log prior of -Infinity at { x: 9 }',
  order: 'Error: There are no chains yet: call `start(positions)` first, or `setState(state)`',
  option: 'TypeError: Expected the options of `andrieuThoms` to be an object, got 1000. Write `{ duration: 1000 }`',
  matrix: 'RangeError: Expected `covariance` to be finite variances from 0 up, got -1',
  choice: 'RangeError: Expected `jumpInterval` to be an integer from 1 up, got -1',
  closed: 'EpsieError: This SerialPool was closed: create a new one',
  forgotten: 'EpsieError: Expected the start to be inside the prior, got a log prior of -Infinity at { x: 9 }',
};

for (const [way, message] of Object.entries(begins)) {
  test(`an uncaught error begins with its message: ${way}`, async (t) => {
    const stderr = await stderrOf(way);
    t.true(stderr.startsWith(message), stderr);
  });
}

// Node 20 prints an additional line above an error whose stack came from elsewhere.
test('an uncaught error of another process shows no source line of this package', async (t) => {
  const stderr = await stderrOf('remote');
  t.regex(stderr, /^(node:internal.*\n.*\n.*\n\n)?RangeError: far away\n/);
});
