import { setTimeout as sleep } from 'node:timers/promises';
import { MetropolisHastingsSampler } from '@epsie/core';
import { type OutputStream, type ProgressLineOptions, progressLine } from '@epsie/io';
import test from 'ava';

/** A stream that keeps what is written. */
function output(terminal: Partial<OutputStream> = {}): OutputStream & { texts: string[] } {
  const texts: string[] = [];
  return { ...terminal, texts, write: (text: string) => void texts.push(text) };
}

const terminal = (columns = 60) => output({ isTTY: true, columns, hasColors: () => false });

test.serial('on a terminal one line is written again in its place, and left at the end', async (t) => {
  const stream = terminal();
  const line = progressLine({ label: 'burn-in', stream });
  line({ iterations: 10, total: 100, acceptance: 0.25 });
  line({ iterations: 20, total: 100, acceptance: 0.25 }); // too soon for a new text
  await sleep(150);
  line({ iterations: 90, total: 100, acceptance: 0.5 });
  line.end();
  t.is(stream.texts.length, 4);
  const [first, second, last, end] = stream.texts.map((text) => text.replace('\r\x1b[K', '')) as [
    string,
    string,
    string,
    string,
  ];
  t.true(stream.texts.slice(0, 3).every((text) => text.startsWith('\r\x1b[K')));
  t.regex(first, /^burn-in 10 %, .*\/s, .* left, 25 % accepted$/);
  t.regex(second, /^burn-in 90 %, .* left, 50 % accepted$/);
  t.regex(last, /^burn-in 90 %, .*, in 0\.\d s, 50 % accepted$/);
  t.is(end, '\n');
});

test.serial('a line serves one run after the other', (t) => {
  const stream = terminal();
  const line = progressLine({ stream });
  for (const total of [100, 200]) {
    line({ iterations: total, total });
    line.end();
  }
  t.deepEqual(
    stream.texts.filter((text) => text === '\n'),
    ['\n', '\n'],
  );
  line.end();
  t.is(stream.texts.at(-1), '\n');
  t.is(stream.texts.length, 6);
});

test.serial('a run that ends before its first report leaves nothing', (t) => {
  for (const stream of [terminal(), output()]) {
    progressLine({ stream }).end();
    t.deepEqual(stream.texts, []);
  }
});

test.serial('without a terminal there is a plain line now and then', async (t) => {
  const stream = output();
  const line = progressLine({
    stream,
    interval: 0.1,
    label: ({ iterations }) => (iterations < 50 ? 'burn-in' : 'sampling'),
  });
  line({ iterations: 10, total: 100, acceptance: 0.25 });
  await sleep(120);
  line({ iterations: 20, total: 100, acceptance: 0.25 });
  line({ iterations: 60, total: 100, acceptance: 0.25 });
  line.end();
  t.is(stream.texts.length, 2);
  t.regex(stream.texts[0] ?? '', /^burn-in 20 %, 20 of 100, \d+ iterations\/s, \d\.\d s left, 25 % accepted\n$/);
  t.regex(stream.texts[1] ?? '', /^sampling 60 %, 60 of 100, \d+ iterations\/s, in 0\.\d s, 25 % accepted\n$/);
});

test.serial('a short run without a terminal prints nothing', (t) => {
  const stream = output();
  const line = progressLine({ stream });
  line({ iterations: 100, total: 100 });
  line.end();
  t.deepEqual(stream.texts, []);
});

test.serial('a resumed run has the rate of what is new', (t) => {
  const stream = terminal(200);
  const line = progressLine({ stream });
  const before = performance.now();
  while (performance.now() - before < 20);
  line({ iterations: 1_000_002, total: 2_000_000, from: 1_000_000 });
  const [, rate] = /, ([\d.]+) iterations\/s/.exec(stream.texts[0] ?? '') ?? [];
  t.true(Number(rate) <= 100, stream.texts[0]);
  line.end();
});

test.serial('a sampler takes it, and an error in its model leaves the line', async (t) => {
  const stream = terminal(40);
  const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: x > 1 ? Number.NaN : 0 });
  const sampler = new MetropolisHastingsSampler({ parameters: ['x'], model, chains: 2, seed: 1 });
  await sampler.start({ x: [0, 0] });
  await t.throwsAsync(
    async () => {
      for await (const _segment of sampler.stream({
        iterations: 1000,
        segment: 1,
        onProgress: progressLine({ stream }),
      }));
    },
    { code: 'MODEL_FAILED' },
  );
  t.true(stream.texts.length > 1);
  t.is(stream.texts.at(-1), '\n');
});

test('wrong options are refused', (t) => {
  for (const [options, message] of [
    [
      { lable: 'a' },
      'Unknown option `lable` of `progressLine`: expected `label`, `stream`, `interval`. Did you mean `label`?',
    ],
    [{ label: 1 }, 'Expected `label` to be a string or a function, got 1'],
    [{ stream: 'stderr' }, 'Expected `stream` to be a stream such as `process.stderr`, got "stderr" (string)'],
    [{ interval: 0 }, 'Expected `interval` to be a positive number, got 0'],
  ] as const)
    t.throws(() => progressLine(options as unknown as ProgressLineOptions), { message });
});
