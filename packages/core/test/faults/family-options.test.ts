// Options of all families but the normal ones.
import {
  adaptiveMixture,
  andrieuThoms,
  angular,
  boundedDiscrete,
  boundedEigenvector,
  cycle,
  differentialEvolution,
  discrete,
  eigenvector,
  logNormalBirth,
  nestedTransdimensional,
  normal,
  normalBirth,
  priorDraw,
  siviaSkilling,
  snooker,
  solidAngle,
  uniformBirth,
  veitch,
} from '@epsie/core';
import test from 'ava';

type Case = readonly [make: () => unknown, error: typeof TypeError | typeof RangeError, message: RegExp];

/** Options that TypeScript would reject. */
const any = (value: unknown): never => value as never;

function refuses(title: string, cases: readonly Case[]): void {
  test(`rejects invalid options: ${title}`, (t) => {
    for (const [make, instanceOf, message] of cases) t.throws(make, { instanceOf, message });
  });
}

const xy = ['x', 'y'] as const;
const matrix = [
  [2, 1],
  [1, 2],
];
const kBounds = { bounds: { k: [0, 3] as const } };
const sky = { azimuth: 'a', polar: 'p' };
const diagonal = andrieuThoms({ duration: 9, diagonal: true });
const componentwise = andrieuThoms({ duration: 9, componentwise: true });

refuses('angular', [
  [() => angular(xy, { covariance: matrix }), TypeError, /`covariance` to be diagonal for `angular`/],
  [() => angular('x', { covariance: 0 }), RangeError, /`covariance` to be variances above 0 for `angular`, got 0/],
  [() => angular('x', any({ bounds: {} })), TypeError, /Unknown option `bounds` of `angular`/],
  [() => angular('x', { adaptation: veitch({ duration: 9 }), covariance: 1 }), TypeError, /got both/],
  [() => angular('x', { jumpInterval: 2 }), TypeError, /`jumpIntervalDuration` beside `jumpInterval: 2` of `angular`/],
]);

refuses('differentialEvolution and snooker', [
  [
    () => differentialEvolution(xy, { capacity: 3 }),
    RangeError,
    /`capacity` of `differentialEvolution` to be at least 4, got 3: differences of fewer points do not reach all directions of 2 parameters/,
  ],
  [() => snooker('x', { capacity: 2 }), RangeError, /`capacity` of `snooker` to be at least 3.*of 1 parameter\./],
  [() => snooker('x', { capacity: 5.5 }), RangeError, /`capacity` to be an integer/],
  [() => differentialEvolution(xy, { snooker: 1.5 }), RangeError, /`snooker` to be a number from 0 to 1, got 1.5/],
  [
    () => differentialEvolution(xy, { snooker: Number.NaN }),
    RangeError,
    /`snooker` to be a number from 0 to 1, got NaN/,
  ],
  [
    () => differentialEvolution(xy, { snooker: any(true) }),
    TypeError,
    /`snooker` to be a number from 0 to 1, got true/,
  ],
  [() => snooker(xy, any({ snooker: 0.1 })), TypeError, /Unknown option `snooker` of `snooker`/],
  [() => snooker(xy, any({ capcity: 9 })), TypeError, /Unknown option `capcity`.*did you mean `capacity`/i],
  [() => differentialEvolution(xy, { bounds: any({ z: [0, 1] }) }), TypeError, /Unknown parameter `z` in `bounds`/],
  [() => differentialEvolution(xy, { period: any({ z: 1 }) }), TypeError, /Unknown parameter `z` in `period`/],
  [() => differentialEvolution(xy, { bounds: any([0, 1]) }), TypeError, /`bounds` to be an object like/],
  [() => differentialEvolution(xy, { bounds: { x: [1, 0] } }), RangeError, /`bounds.x` to be.*lower < upper/],
  [() => differentialEvolution(xy, { bounds: { x: any(1) } }), TypeError, /`bounds.x` to be a pair/],
  [() => differentialEvolution(xy, { period: { x: 0 } }), RangeError, /`period.x` to be a positive number or a pair/],
  [() => differentialEvolution(xy, { period: { x: [0, Number.POSITIVE_INFINITY] } }), RangeError, /finite numbers/],
  [
    () => differentialEvolution(xy, { bounds: { x: [0, 1] }, period: { x: 1 } }),
    TypeError,
    /Expected `x` in `bounds` or in `period`/,
  ],
  [() => differentialEvolution(xy, { covariance: 0 }), RangeError, /`covariance` to be variances above 0/],
  [() => differentialEvolution(xy, { duration: 0 }), RangeError, /`duration` to be an integer from 1 up/],
  [() => differentialEvolution(xy, { jumpInterval: 2 }), TypeError, /`jumpIntervalDuration` beside/],
  [() => differentialEvolution([]), TypeError, /`parameters`/],
]);

refuses('adaptiveMixture', [
  [
    () => adaptiveMixture(xy, any({ bounds: { x: [0, 1] } })),
    TypeError,
    /Unknown option `bounds` of `adaptiveMixture`/,
  ],
  [() => adaptiveMixture(xy, { capacity: 3 }), RangeError, /`capacity` of `adaptiveMixture` to be at least 4, got 3/],
  [() => adaptiveMixture(xy, { covariance: 0 }), RangeError, /`covariance` to be variances above 0/],
  [() => adaptiveMixture(xy, { duration: 0 }), RangeError, /`duration` to be an integer from 1 up/],
]);

refuses('priorDraw', [
  [() => priorDraw([]), TypeError, /`parameters` to be a parameter name or an array of names/],
  [() => priorDraw('x', any({ weight: 1 })), TypeError, /Unknown option `weight` of `priorDraw`/],
]);

const weight = (value: unknown) => () => cycle([[normal('x'), any(value)]]);
const oneOfMany = /`members` to be an array of one or more pairs \[proposal, weight\]/;
const unknownNumber = nestedTransdimensional({
  index: 'k',
  indexProposal: discrete('k'),
  components: [{ proposal: normal('x'), birth: uniformBirth('x', { bounds: { x: [0, 1] } }) }],
});

refuses('cycle', [
  [() => cycle([]), TypeError, oneOfMany],
  [() => cycle(any(undefined)), TypeError, oneOfMany],
  [() => cycle(any(normal('x'))), TypeError, /Write `cycle\(\[\[normal\(…\), 1\], \[normal\(…\), 2\]\]\)`$/],
  [() => cycle([any(normal('x'))]), TypeError, /`members\[0\]` to be a pair \[proposal, weight\].*Write `\[normal/],
  [() => cycle([any([normal('x')])]), TypeError, /`members\[0\]` to be a pair \[proposal, weight\]/],
  [() => cycle([any([normal, 1])]), TypeError, /`members\[0\]\[0\]` to be made by `normal`.*Call it: `normal\(…\)`/],
  [() => cycle([any(['x', 1])]), TypeError, /`members\[0\]\[0\]` to be made by `normal`.*got "x"/],
  [() => cycle([any([unknownNumber, 1])]), TypeError, /`members\[0\]\[0\]` to be .* not by `nestedTransdimensional`/],
  [weight(-1), RangeError, /`members\[0\]\[1\]` to be a weight, a finite number of 0 or more, got -1/],
  [weight(Number.NaN), RangeError, /a finite number of 0 or more, got NaN/],
  [weight(Number.POSITIVE_INFINITY), RangeError, /a finite number of 0 or more, got Infinity/],
  [weight('1'), TypeError, /a finite number of 0 or more, got "1"/],
  [weight(undefined), TypeError, /a finite number of 0 or more, got undefined/],
  [weight(0), RangeError, /weights of `cycle` to have a finite sum above 0, got \[0\]/],
  [
    () =>
      cycle([
        [normal('x'), 1e308],
        [normal('x'), 1e308],
      ]),
    RangeError,
    /weights of `cycle` to have a finite sum above 0/,
  ],
  [
    () =>
      cycle([
        [normal('x'), 1],
        [normal(['x', 'y']), 0],
      ]),
    RangeError,
    /Expected every parameter of `cycle` in a member of positive weight, got `y` in none: it would never move/,
  ],
  [() => cycle([[normal('x'), 1]], any({ weights: 1 })), TypeError, /Unknown option `weights` of `cycle`/],
  [() => cycle([[normal('x'), 1]], { jumpInterval: 0 }), RangeError, /`jumpInterval` to be an integer from 1 up/],
  [() => cycle([[normal('x'), 1]], { jumpInterval: 2 }), TypeError, /`jumpIntervalDuration` beside `jumpInterval: 2`/],
]);

refuses('discrete and boundedDiscrete', [
  [() => discrete('k', { adaptation: veitch({ duration: 9 }) }), TypeError, /`priorWidths` in `veitch` for `discrete`/],
  [() => discrete('k', any({ successive: 1 })), TypeError, /`successive` to be true or false, got 1/],
  [() => discrete('k', any({ successive: {} })), TypeError, /`successive` to have parameter `k`/],
  [() => discrete('k', any({ successive: { k: 'yes' } })), TypeError, /`successive.k` to be true or false, got "yes"/],
  [
    () => boundedDiscrete('k', any({})),
    TypeError,
    /`bounds` to be an object like \{ k: \[lower, upper\] \}, got undefined/,
  ],
  [() => boundedDiscrete('k', { bounds: { k: [3, 3] } }), RangeError, /`bounds.k` to be a pair .* lower < upper/],
  [() => boundedDiscrete('k', { ...kBounds, covariance: 0 }), RangeError, /variances above 0 for `boundedDiscrete`/],
]);

refuses('eigenvector and boundedEigenvector', [
  [() => eigenvector(xy, { covariance: [1, 0] }), RangeError, /variances above 0, got \[1,0\].* `singular: true` if/],
  [() => eigenvector(xy, { covariance: 0, singular: true }), RangeError, /at least one variance above 0, got 0/],
  [() => eigenvector(xy, any({ units: 'si' })), TypeError, /`units` to be 'standard' or 'raw', got "si"/],
  [() => eigenvector(xy, { shuffleRate: 2 }), RangeError, /`shuffleRate` to be a number from 0 to 1, got 2/],
  [() => eigenvector(xy, any({ shuffleRate: '0.1' })), TypeError, /`shuffleRate` to be a number from 0 to 1/],
  [() => eigenvector(xy, { adaptation: siviaSkilling() }), TypeError, /made by `andrieuThoms` for `eigenvector`/],
  [() => eigenvector(xy, { adaptation: diagonal }), TypeError, /without `diagonal` for `eigenvector`/],
  [
    () =>
      eigenvector(xy, {
        covariance: [
          [1, 2],
          [2, 1],
        ],
      }),
    RangeError,
    /positive semi-definite/,
  ],
  [() => boundedEigenvector(xy, any({})), TypeError, /`bounds` to be an object/],
  [
    () => boundedEigenvector('x', { bounds: { x: [0, 1] }, adaptation: veitch({ duration: 9 }) }),
    TypeError,
    /made by `andrieuThoms` for `boundedEigenvector`/,
  ],
]);

refuses('solidAngle', [
  [() => solidAngle(any({ azimuth: 'a' })), TypeError, /`azimuth and polar`/],
  [
    () => solidAngle(any('a')),
    TypeError,
    /first argument of solidAngle` to be \{ azimuth: 'name', polar: 'name' \}, got "a"/,
  ],
  [() => solidAngle({ azimuth: 'a', polar: 'a' }), TypeError, /distinct, got `a` twice/],
  [() => solidAngle(sky, { kappa: 0 }), RangeError, /`kappa` to be a positive number, got 0/],
  [
    () => solidAngle(sky, any({ convention: 'south' })),
    TypeError,
    /`convention` to be 'polar' or 'declination', got "south"/,
  ],
  [() => solidAngle(sky, any({ unit: 'gon' })), TypeError, /`unit` to be 'radians' or 'degrees', got "gon"/],
  [() => solidAngle(sky, { adaptation: siviaSkilling() }), TypeError, /made by `andrieuThoms` for `solidAngle`/],
  [() => solidAngle(sky, { adaptation: componentwise }), TypeError, /without `componentwise` for `solidAngle`/],
]);

const birth = uniformBirth('a', { bounds: { a: [0, 1] } });
const components = [{ proposal: normal('a'), birth }];
const indexProposal = boundedDiscrete('k', { bounds: { k: [0, 1] } });
const nested = (options: object): unknown =>
  nestedTransdimensional({ index: 'k', indexProposal, components, ...options } as never);

refuses('nestedTransdimensional', [
  [() => nested({ index: 1 }), TypeError, /`index` to be the name of a parameter, got 1/],
  [() => nested({ components: [] }), TypeError, /`components` to be an array of \{ proposal, birth \}/],
  [() => nested({ components: [{ birth }] }), TypeError, /`components\[0\].proposal` to be made by/],
  [() => nested({ components: [{ proposal: nested({}), birth }] }), TypeError, /not by `nestedTransdimensional`/],
  [() => nested({ components: [{ proposal: normal('a') }] }), TypeError, /`components\[0\].birth` to be made by/],
  [
    () => nested({ components: [{ proposal: normal('b'), birth }] }),
    TypeError,
    /parameters of its proposal, `b`, got `a`/,
  ],
  [() => nested({ components: [...components, ...components] }), TypeError, /distinct, got `a` twice/],
  [() => nested({ components: [{ ...components[0], weight: 1 }] }), TypeError, /Unknown option `weight`/],
  [() => nested({ indexProposal: normal('k') }), TypeError, /`indexProposal` to be made by `boundedDiscrete`/],
  [() => nested({ indexProposal: discrete('n') }), TypeError, /`indexProposal` to move `k` alone/],
  [
    () => nested({ indexProposal: discrete('k', { adaptation: siviaSkilling() }) }),
    TypeError,
    /no `adaptation` and no `jumpInterval`/,
  ],
  [
    () => nested({ indexProposal: discrete('k', { jumpInterval: 2, jumpIntervalDuration: 9 }) }),
    TypeError,
    /no `jumpInterval`, got jumpInterval 2/,
  ],
  [
    () => nested({ indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] } }) }),
    RangeError,
    /within 0 and 1, the number of components, got \[0, 2\]/,
  ],
]);

refuses('births', [
  [() => uniformBirth('a', any({})), TypeError, /`bounds` to be an object/],
  [() => uniformBirth('a', { bounds: { a: [1, 0] } }), RangeError, /`bounds.a`/],
  [
    () => normalBirth('a', any({ mean: { a: 0 } })),
    TypeError,
    /`std` to be an object like \{ a: number \}, got undefined/,
  ],
  [
    () => normalBirth('a', { mean: { a: Number.NaN }, std: { a: 1 } }),
    RangeError,
    /`mean.a` to be a finite number, got NaN/,
  ],
  [() => normalBirth('a', { mean: { a: 0 }, std: { a: 0 } }), RangeError, /`std.a` to be a positive number, got 0/],
  [
    () => logNormalBirth('a', { mean: { a: -1 }, std: { a: 1 } }),
    RangeError,
    /`mean.a` to be a positive number, got -1/,
  ],
]);
