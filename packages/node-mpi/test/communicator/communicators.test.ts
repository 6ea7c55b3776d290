import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'world and self',
  'duplicate',
  'split',
  'names',
  'a freed one',
  'many, one after the other',
  'error handlers',
  'wrong arguments',
];

testUnderEach('communicators', (t, launcher) => passes(t, launcher, 4, 'communicators', CASES));
