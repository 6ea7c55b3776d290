// Calls off an endless loop, and has nothing more to do.
import { ThreadPool } from '@epsie/pool-threads';
import { loop } from '../tasks.js';

const signal = AbortSignal.timeout(300);
try {
  await new ThreadPool({ threads: 2 }).map(loop, ['busy', 'wait', 'busy'], { signal });
} catch (error) {
  console.log((error as { code: string }).code, process.getActiveResourcesInfo().includes('Timeout'));
}
