import {
  adaptiveMixture,
  angular,
  boundedDiscrete,
  type Configuration,
  cycle,
  discrete,
  nestedTransdimensional,
  normal,
  solidAngle,
  uniformBirth,
} from '@epsie/core';
import test from 'ava';
import { kindsOf } from '#src/sources/kinds.js';

const TURN = [0, 2 * Math.PI];

const kinds = (...proposals: unknown[]) =>
  Object.fromEntries(kindsOf({ kind: 'metropolis-hastings', parameters: [], proposals } as unknown as Configuration));

test('proposals of angles and integers declare them', (t) => {
  t.deepEqual(
    kinds(normal(['x', 'y']), angular('phi'), discrete('n'), boundedDiscrete('m', { bounds: { m: [0, 3] } })),
    { phi: { kind: 'circular', circle: TURN }, n: { kind: 'discrete' }, m: { kind: 'discrete' } },
  );
});

test('the azimuth of a direction is an angle, its polar angle a real number', (t) => {
  t.deepEqual(kinds(solidAngle({ azimuth: 'phi', polar: 'theta' })), { phi: { kind: 'circular', circle: TURN } });
  t.deepEqual(kinds(solidAngle({ azimuth: 'ra', polar: 'dec' }, { convention: 'declination', unit: 'degrees' })), {
    ra: { kind: 'circular', circle: [0, 360] },
  });
});

test('a period makes an angle with its ends, beside parameters without', (t) => {
  const mixture = adaptiveMixture(['x', 'phi', 'psi'], { period: { phi: 2 * Math.PI, psi: [-1, 1] } });
  t.deepEqual(kinds(mixture), {
    phi: { kind: 'circular', circle: TURN },
    psi: { kind: 'circular', circle: [-1, 1] },
  });
});

test('cycles inside of cycles, and components of unknown number, declare theirs', (t) => {
  const inner = cycle<'x' | 'phi' | 'n'>([
    [normal('x'), 1],
    [angular('phi'), 1],
    [discrete('n'), 1],
  ]);
  const nested = nestedTransdimensional({
    index: 'k',
    indexProposal: boundedDiscrete('k', { bounds: { k: [0, 2] } }),
    components: ['a', 'b'].map((name) => ({
      proposal: cycle<string>([
        [angular(name), 1],
        [normal(name), 1],
      ]),
      birth: uniformBirth(name, { bounds: { [name]: [0, 6] } }),
    })),
  });
  const circular = { kind: 'circular', circle: TURN };
  t.deepEqual(
    kinds(
      cycle<'x' | 'phi' | 'n'>([
        [inner, 1],
        [normal('x'), 1],
      ]),
      nested,
    ),
    {
      phi: circular,
      n: { kind: 'discrete' },
      a: circular,
      b: circular,
      k: { kind: 'discrete' },
    },
  );
});
