import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'memory of every kind',
  'a shorter message than there is room',
  'values',
  'tags choose, and keep their order',
  'the largest tag',
  'large values from anybody',
  'two at once get different messages',
  'messages to oneself',
  'requests',
  'probes leave the message, matches take it',
  'a wait ends by signal and loses nothing',
  'a message longer than the memory',
  'bytes that are no value',
  'wrong arguments',
];

testUnderEach('messages', (t, launcher) => passes(t, launcher, 3, 'messages', CASES));
