import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'memory in pieces',
  'several at once in pieces',
  'pieces of several senders do not get mixed up',
  'long values',
  'collectives in pieces',
];

testUnderEach('messages in pieces', (t, launcher) => passes(t, launcher, 3, 'chunks', CASES));
