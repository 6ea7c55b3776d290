import { mpirun, testUnderEach } from '../helpers/mpirun.ts';

testUnderEach('MPI starts once, ends once, and in the main thread only', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'lifecycle');
  t.is(code, 0, stdout + stderr);
  t.is(stdout, `ok ${launcher.flavor} 2\n`);
});

testUnderEach('it can end in the exit event, with messages on their way', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'finalize-sync');
  t.is(code, 0, stdout + stderr);
});

testUnderEach('children of ranks are no ranks', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'children');
  t.is(stdout, '["true \\n","true \\n"]\n', stderr);
});

testUnderEach('a WebAssembly trap is an error like others', async (t, launcher) => {
  const { stdout, stderr, code } = await mpirun(launcher, 2, 'wasm-trap');
  t.is(code, 0, stderr);
  t.is(stdout, 'memory access out of bounds\n');
});

testUnderEach('UCX is kept away from what the engine needs, unless the user wants otherwise', async (t, launcher) => {
  t.is((await mpirun(launcher, 1, 'ucx')).stdout, 'none SIGILL,SIGBUS,SIGFPE\n');
  const env = { UCX_MEM_MMAP_HOOK_MODE: 'bistro', UCX_ERROR_SIGNALS: 'SIGILL' };
  t.is((await mpirun(launcher, 1, 'ucx', { env })).stdout, 'bistro SIGILL\n');
});

testUnderEach('one that waits for long leaves the processor alone', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'idle');
  const share = Number.parseFloat(stdout);
  t.true(share > 0 && share < 0.02, `${100 * share} % of a processor ${stderr}`);
  t.log(`${(100 * share).toFixed(2)} %`);
});

// Without turns of the event loop there would be no tick at all.
testUnderEach('timers go on while messages come in', async (t, launcher) => {
  const { stdout, stderr } = await mpirun(launcher, 2, 'turns');
  const [pingPong, self] = stdout.split(' ').map(Number) as [number, number];
  t.true(pingPong > 2, `${pingPong} ticks in 500 ms ${stderr}`);
  t.true(self > 2, `${self} ticks in 300 ms`);
});

// MPI_STARTS=200 for a machine that has nothing else to do.
testUnderEach('many starts and stops', async (t, launcher) => {
  const starts = Number(process.env['MPI_STARTS'] ?? 8);
  t.timeout(starts * 20_000);
  for (let i = 0; i < starts; i++) {
    const { stdout, stderr, code } = await mpirun(launcher, 4, 'start-stop');
    if (code !== 0 || stdout !== '6\n') t.fail(`start ${i + 1}: exit code ${code}\n${stdout}\n${stderr}`);
  }
  t.pass();
});
