import { passes, testUnderEach } from '../helpers/mpirun.ts';

const CASES = [
  'sends memory of every kind',
  'receives a message shorter than the memory',
  'values',
  'tags select messages and keep their order',
  'accepts the largest tag',
  'receives large values from any rank',
  'concurrent receives get different messages',
  'sends messages to the same rank',
  'requests',
  'probe leaves the message, improbe matches it',
  'a signal ends a wait without losing a message',
  'refuses a message longer than the memory',
  'refuses bytes that are not a value',
  'refuses invalid arguments',
];

testUnderEach('messages', (t, launcher) => passes(t, launcher, 3, 'messages', CASES));
