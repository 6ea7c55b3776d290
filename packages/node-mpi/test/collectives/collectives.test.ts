import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'barrier',
  'bcast',
  'bcast of memory',
  'gather',
  'allgather',
  'scatter',
  'reduce and allreduce',
  'one that cannot send its value tells the others',
  'several at once keep their order',
  'beside messages',
  'wrong arguments',
];

testUnderEach('collectives', (t, launcher) => passes(t, launcher, 3, 'collectives', CASES));
testUnderEach('collectives of one rank alone', (t, launcher) => passes(t, launcher, 1, 'alone', ['all collectives']));
