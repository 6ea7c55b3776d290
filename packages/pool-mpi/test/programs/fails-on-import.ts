import { defineTask } from '@epsie/core';

export const never = defineTask(import.meta.url, 'never', (x: number) => x);

// The main program may import it, the ranks that serve its pool may not.
if (process.argv[1]?.endsWith('epsie-mpi.js')) throw new Error('this module has a fault');
