import { defineTask } from '@epsie/core';

export const never = defineTask(import.meta.url, 'never', (x: number) => x);

// The program can import it, the worker ranks cannot.
if (process.argv[1]?.endsWith('epsie-mpi.js')) throw new Error('this module has a fault');
