import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'barrier',
  'bcast',
  'bcast of memory',
  'gather',
  'allgather',
  'scatter',
  'reduce and allreduce',
  'a rank that cannot send its value fails all ranks',
  'concurrent collectives keep their order',
  'runs beside messages',
  'refuses invalid arguments',
];

testUnderEach('collectives', (t, launcher) => passes(t, launcher, 3, 'collectives', CASES));
testUnderEach('collectives of one rank alone', (t, launcher) => passes(t, launcher, 1, 'alone', ['all collectives']));
