import { expected, rangeError, typeError } from '@epsie/core/checks';

/** Name of a test of burn-in. */
export type BurnInTest = 'maxPosterior' | 'posteriorStep' | 'halfChain' | 'nacl' | 'minIterations';

/** Names of the tests of burn-in. */
export const TESTS: readonly BurnInTest[] = ['maxPosterior', 'posteriorStep', 'halfChain', 'nacl', 'minIterations'];

/** A test or an expression of tests: `&` is the later one, `|` the earlier one. */
export type Expression = BurnInTest | { readonly operator: '&' | '|'; readonly of: readonly Expression[] };

/**
 * Parses an expression of tests, such as `maxPosterior & (nacl | halfChain)`. As usual, `&` binds tighter than `|`.
 *
 * @throws TypeError or RangeError for anything else
 */
export function parseExpression(text: unknown): Expression {
  if (typeof text !== 'string') throw typeError(expected('test', "an expression such as 'maxPosterior & nacl'", text));
  const tokens = text.match(/\w+|[^\s\w]/g) ?? [];
  const expression = alternatives(tokens, text);
  if (tokens.length > 0) throw wrong(text);
  return expression;
}

/** Returns the tests in an expression. */
export const testsIn = (expression: Expression): readonly BurnInTest[] =>
  typeof expression === 'string' ? [expression] : expression.of.flatMap(testsIn);

/** Returns whether an expression holds where one of several tests does. */
export const hasAlternatives = (expression: Expression): boolean =>
  typeof expression !== 'string' && (expression.operator === '|' || expression.of.some(hasAlternatives));

/** Returns the earliest draw at which an expression holds, from the earliest of each test; Infinity where it never does. */
export function earliest(expression: Expression, of: (test: BurnInTest) => number): number {
  if (typeof expression === 'string') return of(expression);
  const draws = expression.of.map((part) => earliest(part, of));
  return expression.operator === '&' ? Math.max(...draws) : Math.min(...draws);
}

// Each of these takes its tokens from the front of the list.
const alternatives = (tokens: string[], text: string): Expression =>
  sequence('|', tokens, () => sequence('&', tokens, () => operand(tokens, text)));

function sequence(operator: '&' | '|', tokens: string[], next: () => Expression): Expression {
  const of = [next()];
  while (tokens[0] === operator) {
    tokens.shift();
    of.push(next());
  }
  return of.length === 1 ? (of[0] as Expression) : { operator, of };
}

function operand(tokens: string[], text: string): Expression {
  const token = tokens.shift();
  if (token === '(') {
    const inside = alternatives(tokens, text);
    if (tokens.shift() !== ')') throw wrong(text);
    return inside;
  }
  if (!TESTS.includes(token as BurnInTest)) throw wrong(text);
  return token as BurnInTest;
}

const wrong = (text: string): RangeError =>
  rangeError(
    expected('test', `an expression of ${TESTS.map((name) => `\`${name}\``).join(', ')} with &, | and ( )`, text),
  );
