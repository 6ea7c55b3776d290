import test from 'ava';
import type { Launcher } from '#src/base/launcher.js';
import { substituteForFinalize } from '#src/workarounds/mpich-finalize-hangs.js';

const details = (version: string, device = 'ch4:ucx') => `MPICH Version:\t${version}\nMPICH Device:\t${device}\n`;
const launcher = (size: number, localSize: number): Launcher => ({
  flavor: 'mpich',
  evidence: 'PMI_RANK',
  size,
  localSize,
});
const env = { PMI_FD: '9' };

test('replaces MPI_Finalize with MPICH before 4.2 on UCX and several hosts', (t) => {
  const several = launcher(6, 2);
  for (const version of ['3.4.1', '4.0.2', '4.1.2']) {
    t.is(typeof substituteForFinalize(details(version), several, env), 'function', version);
  }
});

test('keeps MPI_Finalize with other versions and devices, on one host and without PMI_FD', (t) => {
  const several = launcher(6, 2);
  t.is(substituteForFinalize(details('4.0.2'), launcher(6, 6), env), undefined);
  t.is(substituteForFinalize(details('4.0.2'), several, {}), undefined);
  t.is(substituteForFinalize(details('4.2.0'), several, env), undefined);
  t.is(substituteForFinalize(details('4.0.2', 'ch4:ofi'), several, env), undefined);
  t.is(substituteForFinalize('Open MPI v4.1.4', several, env), undefined);
});
