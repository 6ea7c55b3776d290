import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'world and self',
  'duplicate',
  'split',
  'names',
  'a freed communicator cannot be used',
  'creates and frees many communicators',
  'error handlers',
  'refuses invalid arguments',
];

testUnderEach('communicators', (t, launcher) => passes(t, launcher, 4, 'communicators', CASES));
