import test from 'ava';
import { problemsOf } from '../lint/prose.mjs';

test('reports a phrase in a comment, a message and a paragraph with its line and a better one', (t) => {
  const source = "const a = 1;\n// A file that says so.\nthrow new Error('it goes on');\n";
  t.deepEqual(problemsOf('a.ts', source), [
    "a.ts:2: 'says': write states, reports, prints",
    "a.ts:3: 'goes on': write continue, resume",
  ]);
  t.deepEqual(problemsOf('a.md', '# Title\n\nA program that shall run.\n'), [
    "a.md:3: 'shall': write must, should or will",
  ]);
});

test('reports a doc comment that opens with What', (t) => {
  const [problem] = problemsOf('a.ts', '/**\n * What a run does.\n */\nexport function run() {}\n');
  t.regex(problem, /^a\.ts:1: '\/\*\* \* What': write a noun phrase/);
});

test('passes over code, code blocks and words that contain a phrase', (t) => {
  t.deepEqual(problemsOf('a.ts', 'const { gives, shall } = says;\n// Shallow copies; essays.\n'), []);
  t.deepEqual(problemsOf('a.md', 'A `gives` in code.\n\n```ts\nsays.shall();\n```\n'), []);
});
