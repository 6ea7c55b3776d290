import { mpirun, testUnderEach } from '../helpers/mpirun.ts';

testUnderEach('MPI starts once, ends once, and in the main thread only', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'lifecycle');
  t.is(code, 0, stdout + stderr);
  t.is(stdout, `ok ${launcher.flavor} 2\n`);
});

testUnderEach('can be finalized in the exit event, with pending messages', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'finalize-sync');
  t.is(code, 0, stdout + stderr);
});

testUnderEach('child processes of ranks are not ranks', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'children');
  t.is(stdout, '["true \\n","true \\n"]\n', stderr);
});

testUnderEach('a WebAssembly trap is an error that can be caught', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'wasm-trap');
  t.is(code, 0, stderr);
  t.is(stdout, 'memory access out of bounds\n');
});

testUnderEach('keeps UCX from mmap and SIGSEGV, unless the user has set its variables', async (t, launcher) => {
  t.is((await mpirun(launcher, 1, 'ucx')).stdout, 'none SIGILL,SIGBUS,SIGFPE\n');
  const env = { UCX_MEM_MMAP_HOOK_MODE: 'bistro', UCX_ERROR_SIGNALS: 'SIGILL' };
  t.is((await mpirun(launcher, 1, 'ucx', { env })).stdout, 'bistro SIGILL\n');
});

testUnderEach('a rank that waits for long uses less than 2 % of a processor', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'idle');
  const share = Number.parseFloat(stdout);
  t.true(share > 0 && share < 0.02, `${100 * share} % of a processor ${stderr}`);
  t.log(`${(100 * share).toFixed(2)} %`);
});

// Without turns of the event loop, no timer would fire at all.
testUnderEach('timers fire while messages arrive', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'turns');
  const [pingPong, self] = stdout.split(' ').map(Number) as [number, number];
  t.true(pingPong > 2, `${pingPong} ticks in 500 ms ${stderr}`);
  t.true(self > 2, `${self} ticks in 300 ms`);
});

// Set MPI_STARTS=200 on a machine without other work.
testUnderEach('starts and finalizes many times', async (t, launcher) => {
  const starts = Number(process.env['MPI_STARTS'] ?? 8);
  t.timeout(starts * 20_000);
  for (let i = 0; i < starts; i++) {
    const { stdout, stderr, code } = await mpirun(launcher, 4, 'start-stop');
    if (code !== 0 || stdout !== '6\n') t.fail(`start ${i + 1}: exit code ${code}\n${stdout}\n${stderr}`);
  }
  t.pass();
});
