// Finalizes in the `exit` event, while a receive is pending.
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
process.prependListener('exit', () => mpi.finalizeSync());
mpi.world.recv().catch((error) => console.log(error.message));
setTimeout(() => process.exit(0), 20);
