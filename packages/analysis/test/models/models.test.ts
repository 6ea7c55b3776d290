// The models whose evidence is known, against numbers from elsewhere.
import test from 'ava';
import { eggBoxEvidence } from './egg-box.js';
import { shellsEvidence } from './shells.js';

const isClose = (a: number, b: number, by: number): boolean => Math.abs(a - b) <= by;

test('the evidences by quadrature are the published ones, to their last digit', (t) => {
  // The shells: Feroz, Hobson & Bridges 2009.
  t.true(isClose(shellsEvidence(2), -1.75, 0.005));
  t.true(isClose(shellsEvidence(5), -5.67, 0.005));
  t.true(isClose(eggBoxEvidence(), 235.856, 0.0005));
});
