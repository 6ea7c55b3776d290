// Takes the lock of a directory again and again, and makes sure with a marker that nobody else has it meanwhile.
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isEpsieError } from '@epsie/core';
import { acquireLock, type Lock } from '#src/files/lock.js';
import { nodeFileSystem } from '#src/files/node-file-system.js';

const [, , directory = '', times = '1', chanceOfDying = '0'] = process.argv;

async function wait(): Promise<Lock> {
  for (;;) {
    try {
      return await acquireLock(nodeFileSystem, directory);
    } catch (error) {
      if (!isEpsieError(error, 'RUN_LOCKED')) throw error;
      await sleep(5 + 40 * Math.random());
    }
  }
}

for (let i = 0; i < Number(times); i++) {
  const lock = await wait();
  const marker = join(directory, 'marker');
  const file = openSync(marker, 'wx');
  writeSync(file, String(process.pid));
  closeSync(file);
  await lock.verify();
  if (Math.random() < 0.5) await sleep(1);
  unlinkSync(marker);
  if (Math.random() < Number(chanceOfDying)) process.kill(process.pid, 'SIGKILL');
  await lock.release();
}
