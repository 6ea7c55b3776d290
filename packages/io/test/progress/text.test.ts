import test from 'ava';
import { duration, fittedText, fullText, type Status } from '#src/progress/text.js';

const status: Status = {
  label: 'sampling',
  iterations: 42_000,
  total: 100_000,
  acceptance: 0.313,
  rate: 8312.4,
  time: 200,
  ended: false,
};

const fitted = (columns: number, other: Partial<Status> = {}): string =>
  fittedText({ ...status, ...other }, columns, false);

test('a line has percentage, rate, remaining time and acceptance', (t) => {
  t.is(fullText(status), 'sampling 42 %, 42000 of 100000, 8312 iterations/s, 3 min 20 s left, 31 % accepted');
  t.is(
    fullText({ ...status, label: '', iterations: 100_000, ended: true, time: 12.3 }),
    '100 %, 100000 of 100000, 8312 iterations/s, in 12 s, 31 % accepted',
  );
});

test('a wide terminal shows everything and a bar', (t) => {
  t.is(
    fitted(120),
    'sampling █████████████░░░░░░░░░░░░░░░░░ 42 %, 42000 of 100000, 8312 iterations/s, 3 min 20 s left, 31 % accepted',
  );
  t.is(fitted(80), 'sampling ██████░░░░░░░░ 42 %, 8312 iterations/s, 3 min 20 s left, 31 % accepted');
});

test('a narrow terminal shows what matters most', (t) => {
  t.is(fitted(64), 'sampling 42 %, 8312/s, 3 min 20 s left, 31 % accepted');
  t.is(fitted(50), '42 %, 8312/s, 3 min 20 s left, 31 % accepted');
  t.is(fitted(40), '42 %, 8312/s, 3 min 20 s left');
  t.is(fitted(40, { label: '', time: 7 }), '42 %, 8312/s, 7.0 s left, 31 % accepted');
  t.is(fitted(24), '42 %, 3 min 20 s left');
  t.is(fitted(10), '42 %');
});

test('no line is as long as the terminal is wide', (t) => {
  for (let columns = 6; columns < 200; columns++)
    for (const time of [0, 7, 99, 5000, 1e6])
      for (const rate of [0, 0.001, 0.5, 3, 1e7])
        for (const ended of [false, true]) {
          const text = fitted(columns, { time, rate, ended });
          t.true(text.length < columns, text);
        }
});

test('colours only where they are wanted', (t) => {
  t.false(fitted(120).includes('\x1b'));
  const coloured = fittedText(status, 120, true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  t.is(coloured.replaceAll(/\x1b\[\d+m/g, ''), fitted(120));
  t.not(coloured, fitted(120));
});

test('slow models are measured in time per iteration', (t) => {
  t.regex(fullText({ ...status, rate: 0.1 }), /, 10 s\/iteration, /);
  t.regex(fullText({ ...status, rate: 2.25 }), /, 2\.3 iterations\/s, /);
  t.is(fullText({ ...status, rate: 0, time: Infinity }), 'sampling 42 %, 42000 of 100000, 31 % accepted');
});

test('a small acceptance rate is not rounded to zero', (t) => {
  t.regex(fullText({ ...status, acceptance: 0.003 }), /, 0\.3 % accepted$/);
  t.notRegex(fullText({ ...status, acceptance: undefined }), /accepted/);
});

test('times have one or two units', (t) => {
  const times = [0, 9.94, 9.96, 59.4, 59.6, 3599, 3600, 86_399, 86_400, 300_000].map(duration);
  t.deepEqual(times, [
    '0.0 s',
    '9.9 s',
    '10 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 0 min',
    '1 d 0 h',
    '1 d 0 h',
    '3 d 11 h',
  ]);
});
