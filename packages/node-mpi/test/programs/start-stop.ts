// Starts MPI and finalizes it.
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
const sum = await mpi.world.allreduce(mpi.world.rank, 'sum');
await mpi.finalize();
if (mpi.world.rank === 0) console.log(sum);
