import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { currentWriter } from '#src/files/current-writer.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';
import { readRunInfo } from '#src/info/run-info.js';
import { Run } from '#src/run/run.js';
import { temporaryDirectory } from '../helpers/directory.ts';
import { startSampler } from '../helpers/samplers.ts';
import { ITERATIONS, sampleSmall, startSmall } from '../helpers/small-run.ts';

const HOLDER = fileURLToPath(new URL('../run/programs/run-holder.js', import.meta.url));

test('the information is that of the run, without its draws', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  const sampler = await startSmall();
  const run = await Run.create(directory, sampler);
  const before = await readRunInfo(directory);
  t.like(before, { iterations: 0, draws: 0, checkpoints: 0, samplingTime: 0 });
  t.deepEqual(before.sessions, []);

  await sampleSmall(run, sampler);
  const info = await readRunInfo(directory);
  const { configuration, seed, chains, created, recording, iterations, length: draws, sweeps, samplingTime } = run;
  t.like(info, { directory, seed, chains, created, iterations, draws, sweeps, samplingTime });
  t.deepEqual([info.configuration, info.recording, info.sessions], [configuration, recording, run.sessions]);
  t.deepEqual(info.parameters, ['x']);
  t.is(info.betas.length, 3);
  t.is(info.iterations, ITERATIONS);
  t.is(info.bytes.draws + info.bytes.swaps, run.bytes);
  const names = readdirSync(join(directory, 'checkpoints'));
  t.is(info.checkpoints, names.length);
  t.is(
    info.bytes.checkpoints,
    names.reduce((sum, name) => sum + statSync(join(directory, 'checkpoints', name)).size, 0),
  );
  t.is(info.writer, undefined);
  t.deepEqual(info.warnings, run.warnings);
});

test('the process that writes is named until it is dead', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  await Run.create(directory, await startSampler('gaussian'));
  const holder = spawn(process.execPath, [HOLDER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  const { writer } = await readRunInfo(directory);
  t.is(writer?.pid, holder.pid);
  t.false(Number.isNaN(Date.parse(writer?.since ?? '')));
  const names = readdirSync(directory);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  t.is((await readRunInfo(directory)).writer, undefined);
  t.deepEqual(readdirSync(directory), names, 'reading changes no file');
});

test('a process of another host writes while its heartbeat is fresh', async (t) => {
  const directory = temporaryDirectory(t);
  const path = join(directory, 'writer-1.lock');
  const owner = {
    pid: 7,
    started: '1',
    host: 'elsewhere',
    boot: 'b',
    namespace: 'n',
    token: 't',
    time: '2026-01-01T00:00:00Z',
  };
  writeFileSync(path, JSON.stringify(owner));
  t.deepEqual(await currentWriter(nodeFileSystem, directory), { pid: 7, host: 'elsewhere', since: owner.time });
  const old = new Date(Date.now() - 3_600_000);
  utimesSync(path, old, old);
  t.is(await currentWriter(nodeFileSystem, directory), undefined);
  writeFileSync(path, JSON.stringify({ ...owner, released: true }));
  t.is(await currentWriter(nodeFileSystem, directory), undefined);
});

test('a damaged lock file does not hide a run', async (t) => {
  const directory = join(temporaryDirectory(t), 'a.run');
  await Run.create(directory, await startSmall());
  writeFileSync(join(directory, 'writer-1.lock'), 'nonsense');
  t.is((await readRunInfo(directory)).writer, undefined);
  await t.throwsAsync(currentWriter(nodeFileSystem, directory), { code: 'FILE_DAMAGED' });
});
