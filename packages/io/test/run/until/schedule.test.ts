import test from 'ava';
import { nextQuestion, Questions } from '#src/run/writing/questions.js';

test('asks at 100, 119, 141, 168 and these times powers of two', (t) => {
  const asked: number[] = [];
  for (let n = nextQuestion(0); asked.length < 10; n = nextQuestion(n)) asked.push(n);
  t.deepEqual(asked, [100, 119, 141, 168, 200, 238, 282, 336, 400, 476]);
  t.is(nextQuestion(99), 100);
  t.is(nextQuestion(840_000_000), 119 * 2 ** 23);
});

test('an interval is 16 to 19 % of the iterations up to its end', (t) => {
  for (let n = 100; n < 1e12; n = nextQuestion(n)) {
    const next = nextQuestion(n);
    t.true((next - n) / next > 0.155 && (next - n) / next < 0.164, `${n} to ${next}`);
  }
});

const questionsOf = (start: number, atMost: number): Questions =>
  new Questions({ start: () => start, atMost, ask: () => false, onCost: () => undefined });

test('counts from the start of the run, up to its last iteration', async (t) => {
  const questions = questionsOf(1000, 1150);
  t.deepEqual(
    [1000, 1050, 1100, 1119, 1141].map((n) => questions.after(n)),
    [1100, 1100, 1119, 1141, 1150],
  );
  t.deepEqual(
    [1000, 1099, 1100, 1101, 1119, 1150].map((n) => questions.isDue(n)),
    [false, false, true, false, true, true],
  );
  await questions.ask(1100);
  t.false(questions.isDue(1100), 'the answer is known');
  t.false(questionsOf(1000, 1000).isDue(1000), 'there are no draws');
});
