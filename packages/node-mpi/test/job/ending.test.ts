import { mpirun, testUnderEach } from '../helpers/mpirun.ts';

testUnderEach('a program that comes to its end finalizes MPI', async (t, launcher) => {
  for (const way of ['natural', 'finalize']) {
    const { stdout, stderr, code } = await mpirun(launcher, 2, 'ending', { args: [way] });
    t.is(code, 0, stderr);
    t.is(stdout, 'the end\n');
    t.is(stderr, '');
  }
});

testUnderEach('keeps the exit code of a program that comes to its end', async (t, launcher) => {
  const { stdout, code } = await mpirun(launcher, 2, 'ending', { args: ['exit-code'] });
  t.is(stdout.split('\n')[0], 'the end');
  t.is(code, 3);
});

testUnderEach('an uncaught error is printed and aborts the job', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'ending', { args: ['throw'] });
  t.false(stdout.includes('the end'));
  const output = stdout + stderr;
  t.regex(
    output,
    /Rank 1 of 2 \(on .+\) failed, so the whole job is aborted:\nRangeError: out of luck\n {4}at .*ending/,
  );
  t.is(code, 1);
});

testUnderEach('an unhandled rejection is printed and aborts the job', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'ending', { args: ['reject'] });
  t.regex(stdout + stderr, /Rank 1 of 2 .* failed, .*\nTypeError: out of promises/);
  t.is(code, 1);
});

testUnderEach('an exit before MPI is finalized aborts the job, even with code 0', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'ending', { args: ['exit'] });
  t.false(stdout.includes('the end'));
  t.regex(
    stdout + stderr,
    /Rank 1 of 2 .* ended with exit code 0 before MPI was finalized, .* call `await mpi.finalize\(\)`/,
  );
  t.is(code, 1);
});

testUnderEach('an abort ends the job with its code', async (t, launcher) => {
  t.is((await mpirun(launcher, 2, 'ending', { args: ['abort'] })).code, 42);
});

testUnderEach('a rank that is killed ends the job', async (t, launcher) => {
  const { stdout, code, seconds } = await mpirun(launcher, 2, 'ending', { args: ['kill'] });
  t.false(stdout.includes('the end'));
  t.not(code, 0);
  t.true(seconds < 20);
});
