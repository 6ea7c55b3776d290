import test from 'ava';
import type { Launcher } from '#src/job/launcher.js';
import { wayOutWithoutFinalize } from '#src/workarounds/mpich-finalize-hangs.js';

const details = (version: string, device = 'ch4:ucx') => `MPICH Version:\t${version}\nMPICH Device:\t${device}\n`;
const launcher = (size: number, localSize: number): Launcher => ({
  flavor: 'mpich',
  evidence: 'PMI_RANK',
  size,
  localSize,
});
const env = { PMI_FD: '9' };

test('MPI_Finalize is left out where it hangs: MPICH before 4.2, UCX, several hosts', (t) => {
  const several = launcher(6, 2);
  for (const version of ['3.4.1', '4.0.2', '4.1.2']) {
    t.is(typeof wayOutWithoutFinalize(details(version), several, env), 'function', version);
  }
});

test('and nowhere else', (t) => {
  const several = launcher(6, 2);
  t.is(wayOutWithoutFinalize(details('4.0.2'), launcher(6, 6), env), undefined);
  t.is(wayOutWithoutFinalize(details('4.0.2'), several, {}), undefined);
  t.is(wayOutWithoutFinalize(details('4.2.0'), several, env), undefined);
  t.is(wayOutWithoutFinalize(details('4.0.2', 'ch4:ofi'), several, env), undefined);
  t.is(wayOutWithoutFinalize('Open MPI v4.1.4', several, env), undefined);
});
