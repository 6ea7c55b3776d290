import { andrieuThoms, boundedNormal, customProposal, normal, siviaSkilling, veitch } from '@epsie/core';
import test from 'ava';

type Case = readonly [make: () => unknown, error: typeof TypeError | typeof RangeError, message: string];

/** Options that TypeScript would reject. */
const any = (value: unknown): never => value as never;

function refuses(title: string, cases: readonly Case[]): void {
  test(`rejects invalid options: ${title}`, (t) => {
    for (const [make, instanceOf, message] of cases) t.throws(make, { instanceOf, message });
  });
}

const xy = ['x', 'y'] as const;
const covariance = 'Expected `covariance` to be';
const neverMoves = 'A parameter of zero variance never moves: pass `singular: true` if that is what you want';
const form = `${covariance} a number, 2 variances or a 2 × 2 matrix of rows, got`;
const variances = `${covariance} finite variances from 0 up, got`;

refuses('parameters', [
  [() => normal([]), TypeError, 'Expected `parameters` to be a parameter name or an array of names, got [] (array)'],
  [() => normal(['x', 'x']), TypeError, 'Expected the names in `parameters` to be distinct, got `x` twice'],
  [
    () => normal(any(undefined)),
    TypeError,
    'Expected `parameters` to be a parameter name or an array of names, got undefined',
  ],
]);

refuses('covariance', [
  [() => normal('x', { covariance: -1 }), RangeError, `${variances} -1`],
  [() => normal('x', { covariance: Number.NaN }), RangeError, `${variances} NaN`],
  [() => normal('x', { covariance: Number.POSITIVE_INFINITY }), RangeError, `${variances} Infinity`],
  [() => normal('x', { covariance: 0 }), RangeError, `${covariance} variances above 0, got 0. ${neverMoves}`],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, 0.5],
          [0.5, 0],
        ],
      }),
    RangeError,
    `${covariance} a positive semi-definite matrix, got [[1,0.5],[0.5,0]] (array)`,
  ],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, 0],
          [0, 0],
        ],
      }),
    RangeError,
    `${covariance} variances above 0, got [[1,0],[0,0]] (array). ${neverMoves}`,
  ],
  [() => normal(xy, { covariance: [1, -2] }), RangeError, `${variances} [1,-2] (array)`],
  [
    () => normal(xy, { covariance: [1] }),
    TypeError,
    `${covariance} 2 variances, one for each parameter, got [1] (array)`,
  ],
  [() => normal(xy, { covariance: [[1]] }), TypeError, `${form} [[1]] (array)`],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, 0, 0],
          [0, 1, 0],
        ],
      }),
    TypeError,
    `${form} [[1,0,0],[0,1,0]] (array)`,
  ],
  [() => normal(xy, { covariance: any('1') }), TypeError, `${form} "1" (string)`],
  [() => normal(xy, { covariance: any(null) }), TypeError, `${form} null`],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, 0.5],
          [0.4, 1],
        ],
      }),
    RangeError,
    `${covariance} a symmetric matrix, got [[1,0.5],[0.4,1]] (array)`,
  ],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, 2],
          [2, 1],
        ],
      }),
    RangeError,
    `${covariance} a positive semi-definite matrix, got [[1,2],[2,1]] (array)`,
  ],
  [
    () =>
      normal(xy, {
        covariance: [
          [1, Number.NaN],
          [Number.NaN, 1],
        ],
      }),
    RangeError,
    `${covariance} finite numbers, got [[1,NaN],[NaN,1]] (array)`,
  ],
]);

const bounds = { x: [0, 1] } as const;
const pair = 'Expected `bounds.x` to be a pair of finite numbers with lower < upper, got';

refuses('bounds', [
  [
    () => boundedNormal('x', any(undefined)),
    TypeError,
    'Expected the options of `boundedNormal` to be an object, got undefined. Write `{ bounds: { x: [lower, upper] } }`',
  ],
  [
    () => boundedNormal(xy, any([0, 1])),
    TypeError,
    'Expected the options of `boundedNormal` to be an object, got [0,1]. Write `{ bounds: { x: [lower, upper], y: [lower, upper] } }`',
  ],
  [
    () => boundedNormal('x', any({})),
    TypeError,
    'Expected `bounds` to be an object like { x: [lower, upper] }, got undefined',
  ],
  [
    () => boundedNormal('x', any({ bounds: [0, 1] })),
    TypeError,
    'Expected `bounds` to be an object like { x: [lower, upper] }, got [0,1] (array)',
  ],
  [() => boundedNormal(xy, any({ bounds })), TypeError, 'Expected `bounds` to have parameter `y`, got {"x":[0,1]}'],
  [
    () => boundedNormal('x', any({ bounds: { ...bounds, z: [0, 1] } })),
    TypeError,
    'Unknown parameter `z` in `bounds`: expected `x`',
  ],
  [() => boundedNormal('x', { bounds: { x: [1, 1] } }), RangeError, `${pair} [1,1] (array)`],
  [() => boundedNormal('x', { bounds: { x: [2, 1] } }), RangeError, `${pair} [2,1] (array)`],
  [
    () => boundedNormal('x', { bounds: { x: [0, Number.POSITIVE_INFINITY] } }),
    RangeError,
    `${pair} [0,Infinity] (array)`,
  ],
  [() => boundedNormal('x', { bounds: { x: [Number.NaN, 1] } }), RangeError, `${pair} [NaN,1] (array)`],
  [
    () => boundedNormal('x', any({ bounds: { x: [0] } })),
    TypeError,
    'Expected `bounds.x` to be a pair [lower, upper] of numbers, got [0] (array)',
  ],
  [
    () => boundedNormal('x', any({ bounds: { x: '01' } })),
    TypeError,
    'Expected `bounds.x` to be a pair [lower, upper] of numbers, got "01" (string)',
  ],
  [
    () => boundedNormal('x', { bounds, covariance: 0 }),
    RangeError,
    `${covariance} variances above 0 for \`boundedNormal\`, got 0`,
  ],
  [
    () =>
      boundedNormal(xy, {
        bounds: { x: [0, 1], y: [0, 1] },
        covariance: [
          [1, 0.5],
          [0.5, 1],
        ],
      }),
    TypeError,
    `${covariance} diagonal for \`boundedNormal\` (its parameters move independently), got [[1,0.5],[0.5,1]] (array)`,
  ],
]);

const interval = 'to be an integer from 1 up, got 0';
const duration =
  'Expected `jumpIntervalDuration` beside `jumpInterval: 2` of `normal`, whose adaptation has no duration to take it from, got undefined';

refuses('jump intervals', [
  [() => normal('x', { jumpInterval: 0 }), RangeError, `Expected \`jumpInterval\` ${interval}`],
  [
    () => normal('x', { jumpInterval: 2, jumpIntervalDuration: 0 }),
    RangeError,
    `Expected \`jumpIntervalDuration\` ${interval}`,
  ],
  [() => normal('x', { jumpInterval: 2 }), TypeError, duration],
  [() => normal('x', { jumpInterval: 2, adaptation: siviaSkilling() }), TypeError, duration],
]);

const made = 'Expected `adaptation` to be made by `veitch`, `siviaSkilling` or `andrieuThoms`, got';
const widths = { x: 1 };
const steps = (from: number, got: string) => `Expected \`duration\` to be an integer from ${from} up, got ${got}`;

refuses('adaptation', [
  [() => normal('x', { adaptation: any({ duration: 10 }) }), TypeError, `${made} {"duration":10} (object)`],
  [() => normal('x', { adaptation: any('veitch') }), TypeError, `${made} "veitch" (string)`],
  [() => normal('x', { adaptation: any(veitch) }), TypeError, `${made} function veitch. Call it: \`veitch(…)\``],
  [
    () => andrieuThoms(any(1000)),
    TypeError,
    'Expected the options of `andrieuThoms` to be an object, got 1000. Write `{ duration: 1000 }`',
  ],
  [
    () => andrieuThoms(any({ durations: 9 })),
    TypeError,
    'Unknown option `durations` of `andrieuThoms`: expected `duration`, `diagonal`, `componentwise`, `start`, `targetRate`, `initialMean`. Did you mean `duration`?',
  ],
  [
    () => normal('x', { adaptation: veitch({ duration: 10 }) }),
    TypeError,
    'Expected `priorWidths` in `veitch` for `normal`, an object with the width of the prior of each parameter, got undefined',
  ],
  [
    () => normal('x', { adaptation: veitch({ duration: 10, priorWidths: widths }), covariance: 1 }),
    TypeError,
    'Expected `normal` with `veitch` to have no `covariance` (`initialStd` of `veitch` sets the first width), got both',
  ],
  [
    () =>
      normal(xy, {
        adaptation: andrieuThoms({ duration: 10, diagonal: true }),
        covariance: [
          [1, 0.5],
          [0.5, 1],
        ],
      }),
    TypeError,
    `${covariance} diagonal beside \`andrieuThoms\`, which learns only variances with these options, got [[1,0.5],[0.5,1]] (array)`,
  ],
  [() => veitch(any({})), TypeError, steps(2, 'undefined')],
  [() => veitch({ duration: 1 }), RangeError, steps(2, '1')],
  [() => andrieuThoms({ duration: Number.POSITIVE_INFINITY }), RangeError, steps(2, 'Infinity')],
  [() => siviaSkilling({ duration: 0 }), RangeError, steps(1, '0')],
  [
    () => veitch({ duration: 10, targetRate: 1 }),
    RangeError,
    'Expected `targetRate` to be a number between 0 and 1, got 1',
  ],
  [() => siviaSkilling({ targetRate: 0 }), RangeError, 'Expected `targetRate` to be a number between 0 and 1, got 0'],
  [() => siviaSkilling({ maxCovariance: -1 }), RangeError, 'Expected `maxCovariance` to be a positive number, got -1'],
  [() => veitch({ duration: 10, start: 0 }), RangeError, 'Expected `start` to be an integer from 1 up, got 0'],
  [() => veitch({ duration: 10, decay: 0 }), RangeError, 'Expected `decay` to be a positive number, got 0'],
  [() => veitch({ duration: 10, initialStd: -1 }), RangeError, 'Expected `initialStd` to be a positive number, got -1'],
  [() => andrieuThoms(any({ duration: 10, diagonal: 1 })), TypeError, 'Expected `diagonal` to be true or false, got 1'],
]);

refuses('prior widths', [
  [
    () => veitch({ duration: 10, priorWidths: any(3) }),
    TypeError,
    'Expected `priorWidths` to be an object with the width of the prior of each parameter, got 3',
  ],
  [
    () => normal(xy, { adaptation: veitch({ duration: 10, priorWidths: widths }) }),
    TypeError,
    'Expected `priorWidths` to have parameter `y`, got {"x":1}',
  ],
  [
    () => normal('y', { adaptation: veitch({ duration: 10, priorWidths: { ...widths, y: 1 } }) }),
    TypeError,
    'Unknown parameter `x` in `priorWidths`: expected `y`',
  ],
  [
    () => normal('x', { adaptation: veitch({ duration: 10, priorWidths: { x: 0 } }) }),
    RangeError,
    'Expected `priorWidths.x` to be a positive number, got 0',
  ],
]);

const options = 'Unknown option `cov` of';

refuses('misspelt options', [
  [
    () => normal('x', any({ cov: 1 })),
    TypeError,
    `${options} \`normal\`: expected \`covariance\`, \`singular\`, \`adaptation\`, \`jumpInterval\`, \`jumpIntervalDuration\`. Did you mean \`covariance\`?`,
  ],
  [
    () => boundedNormal('x', any({ bounds, cov: 1 })),
    TypeError,
    `${options} \`boundedNormal\`: expected \`bounds\`, \`covariance\`, \`adaptation\`, \`jumpInterval\`, \`jumpIntervalDuration\`. Did you mean \`covariance\`?`,
  ],
  [
    () => veitch(any({ duration: 10, cov: 1 })),
    TypeError,
    `${options} \`veitch\`: expected \`duration\`, \`priorWidths\`, \`decay\`, \`start\`, \`targetRate\`, \`initialStd\``,
  ],
  [
    () => siviaSkilling(any({ cov: 1 })),
    TypeError,
    `${options} \`siviaSkilling\`: expected \`targetRate\`, \`maxCovariance\`, \`duration\`. Did you mean \`maxCovariance\`?`,
  ],
  [
    () => andrieuThoms(any({ duration: 10, cov: 1 })),
    TypeError,
    `${options} \`andrieuThoms\`: expected \`duration\`, \`diagonal\`, \`componentwise\`, \`start\`, \`targetRate\`, \`initialMean\``,
  ],
]);

const reference = { module: import.meta.url, export: 'kernel' };
const first = "Expected the first argument of `customProposal` to be { module: import.meta.url, export: 'name' }, got";
const plain = 'to be plain data (numbers, strings, booleans, bigints, typed arrays, arrays and objects of these), got';

refuses('custom proposals', [
  [() => customProposal(any('kernel'), 'x'), TypeError, `${first} "kernel"`],
  [() => customProposal(any(undefined), 'x'), TypeError, `${first} undefined`],
  [() => customProposal(any({ export: 'kernel' }), 'x'), TypeError, `${first} {"export":"kernel"}`],
  [
    () => customProposal(any({ ...reference, name: 1 }), 'x'),
    TypeError,
    'Unknown option `name` of `customProposal`: expected `module`, `export`',
  ],
  [
    () => customProposal(reference, 'x', {}, any({ jump: 1 })),
    TypeError,
    'Unknown option `jump` of `customProposal`: expected `jumpInterval`, `jumpIntervalDuration`. Did you mean `jumpInterval`?',
  ],
  [
    () => customProposal(reference, 'x', { scale: [1, () => 2] }),
    TypeError,
    `Expected \`options.scale[1]\` ${plain} function (anonymous)`,
  ],
  [() => customProposal(reference, 'x', new Map()), TypeError, `Expected \`options\` ${plain} {} (object)`],
]);
