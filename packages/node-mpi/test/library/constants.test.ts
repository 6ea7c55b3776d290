import { mpirun, testUnderEach } from '../helpers/mpirun.ts';

testUnderEach('the constants match the library', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'constants');
  t.is(code, 0, stderr);
  // 10 operations on each of 9 types of integers, 4 on each of 2 others.
  t.is(stdout, `${launcher.flavor} 11 98\n`);
});
