import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'sends memory in pieces',
  'sends several messages in pieces at once',
  'keeps pieces of several senders apart',
  'sends long values',
  'runs collectives in pieces',
];

testUnderEach('messages in pieces', (t, launcher) => passes(t, launcher, 3, 'chunks', CASES));
