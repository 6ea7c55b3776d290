// Ends in the `exit` event, while something is on its way.
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
process.prependListener('exit', () => mpi.finalizeSync());
mpi.world.recv().catch((error) => console.log(error.message));
setTimeout(() => process.exit(0), 20);
