// Prints the family of the library and the number of ranks, or the error.
import { Mpi, type MpiError } from '@mpi-bindings/node-mpi';

try {
  const mpi = Mpi.init();
  if (mpi.world.rank === 0) console.log(`${mpi.flavor} ${mpi.world.size}`);
} catch (error) {
  const { code, message } = error as MpiError;
  console.log(`${code}: ${message}`);
  process.exitCode = 1;
}
