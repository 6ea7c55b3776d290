// Prints the settings of UCX.
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
const { UCX_MEM_MMAP_HOOK_MODE, UCX_ERROR_SIGNALS } = process.env;
if (mpi.world.rank === 0) console.log(UCX_MEM_MMAP_HOOK_MODE, UCX_ERROR_SIGNALS);
