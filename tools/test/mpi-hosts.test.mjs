// Jobs on several hosts, also with a network cable unplugged: for a while, and for good.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import anyTest from 'ava';

const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const hosts = path('tools/mpi-hosts/mpi-hosts.sh');
const epsieMpi = path('packages/pool-mpi/bin/epsie-mpi.js');
const galaxies = path('examples/dist/galaxies/main.js');
const sampler = path('tools/test/fixtures/mpi-hosts/sampler.mjs');

const folder = mkdtempSync(join(tmpdir(), 'epsie-mpi-hosts-'));
anyTest.after.always(() => rmSync(folder, { recursive: true }));
const argsFor = (name) => ['--iterations', '500', '--run', join(folder, `${name}.run`)];

/** Time limit of a job in milliseconds. */
const LIMIT = 40_000;
/** Exit code of mpi-hosts.sh without the permission to create hosts. */
const NO_PERMISSION = 77;

const reason = whyNot();
const test = reason === undefined ? anyTest.serial : anyTest.serial.skip;
if (reason !== undefined) console.error(`Jobs on several hosts are not tested: ${reason}`);

// Results without MPI.
const alone = {};
test('the sampler runs without MPI', async (t) => {
  alone.galaxies = (await start('node', [galaxies, ...argsFor('alone'), '--threads', '2'], t).ended).stdout;
  alone.sampler = (await start('node', [sampler, 'here'], t).ended).output;
  t.regex(alone.galaxies, /^Posterior of the components/m);
  t.regex(alone.sampler, /^digest \w{64}$/m);
});

for (const mpi of ['openmpi', 'mpich']) {
  test(`${mpi}: three hosts match two threads bit for bit`, async (t) => {
    const job = await start(hosts, [mpi, 'node', epsieMpi, galaxies, ...argsFor(mpi)], t).ended;
    t.is(job.code, 0, job.output);
    t.regex(job.output, /workers: 5/);
    t.is(tables(job.stdout), tables(alone.galaxies));
  });

  test(`${mpi}: an unplugged cable for 4 s costs that time and changes no number`, async (t) => {
    const job = start(hosts, [mpi, 'node', epsieMpi, sampler, 'mpi'], t);
    await job.printed('round 5');
    link('epsie-c', 'down', job);
    // What the job printed while the cable was pulled out has yet to be read.
    await delay(300);
    const unplugged = rounds(job.output());
    await delay(4000);
    const late = rounds(job.output());
    link('epsie-c', 'up', job);
    const { code, output } = await job.ended;
    t.is(code, 0, output);
    t.regex(output, /^hosts epsie-a epsie-b epsie-b epsie-c epsie-c$/m);
    t.true(late - unplugged <= 2, `it made ${late - unplugged} rounds without the host`);
    t.is(digest(output), digest(alone.sampler));
    const lost = seconds(output) - seconds(alone.sampler);
    t.log(`lost ${lost.toFixed(1)} s`);
    // TCP retries after pauses that double; the last one may be as long as the cable was unplugged.
    t.true(lost > 3 && lost < 14, `lost ${lost} s`);
  });
}

test('openmpi: mpirun ends the job when a host is lost', async (t) => {
  const keepalive = { time: 4, intvl: 2, probes: 3 };
  const options = Object.entries(keepalive).flatMap(([name, n]) => ['--mca', `oob_tcp_keepalive_${name}`, String(n)]);
  const { code, output, took } = await lose(['openmpi', ...options, 'node', epsieMpi, sampler, 'mpi'], t);
  t.true(code > 0, output);
  t.regex(output, /ORTE has lost communication with a remote daemon/);
  t.true(took < 25_000, `${took} ms`);
});

test('mpich: the `stallTimeout` ends the job when a host is lost', async (t) => {
  const { code, output, took } = await lose(['mpich', 'node', epsieMpi, sampler, 'mpi', '3000'], t);
  t.is(code, 3, output);
  t.regex(output, /broken: No rank has answered for 3 s.*rank [45] \(epsie-c\) has worked for/);
  t.true(took < 15_000, `${took} ms`);
});

/** Runs a job and unplugs the cable of one host for good. */
async function lose(args, t) {
  const job = start(hosts, args, t);
  await job.printed('round 5');
  link('epsie-c', 'down', job);
  const begin = performance.now();
  return { ...(await job.ended), took: performance.now() - begin };
}

/** Runs a command, up to the time limit; ending mpi-hosts.sh ends all that it started. */
function start(command, args, t) {
  const { FORCE_COLOR: _colour, ...inherited } = process.env;
  const env = { ...inherited, NO_COLOR: '1' };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT, killSignal: 'SIGKILL' });
  t.timeout(3 * LIMIT);
  t.teardown(() => child.kill('SIGKILL'));
  let [output, stdout] = ['', ''];
  const waiting = new Set();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (stream === child.stdout) stdout += text;
      for (const look of waiting) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => ({ code, output, stdout }));
  const printed = (text) =>
    new Promise((resolve, reject) => {
      const look = () => output.includes(text) && resolve();
      waiting.add(look);
      look();
      ended.then(() => reject(new Error(`Expected the job to print '${text}', but it ended\n${output}`)), reject);
    });
  return { pid: child.pid, output: () => output, printed, ended };
}

function link(host, state, { pid }) {
  const { status, stderr } = spawnSync(hosts, ['link', host, state, String(pid)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The cable of ${host} could not be switched ${state}: ${stderr}`);
}

const tables = (output) => output.slice(output.indexOf('Posterior of')).replaceAll('\r', '');
const rounds = (output) => output.match(/^round/gm)?.length ?? 0;
const digest = (output) => /^digest (\w+)/m.exec(output)?.[1];
const seconds = (output) => Number(/^seconds ([\d.]+)/m.exec(output)?.[1]);

/** Returns why these tests cannot run here. `EPSIE_REQUIRE_MPI` requires all programs, but not the permission to create hosts. */
function whyNot() {
  const { status, stderr } = spawnSync(hosts, ['check'], { encoding: 'utf8' });
  if (status === NO_PERMISSION) return stderr.trim();
  const missing = ['mpirun.openmpi', 'mpirun.mpich'].filter((name) => spawnSync(name, ['--version']).status !== 0);
  if (status === 0 && missing.length === 0) return undefined;
  const message = status === 0 ? `${missing.join(' and ')} not found` : stderr?.trim() || `${hosts} cannot run`;
  if (process.env.EPSIE_REQUIRE_MPI) throw new Error(message);
  return message;
}
