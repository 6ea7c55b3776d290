// Child processes of a rank are not ranks.
import { execFileSync } from 'node:child_process';
import { Mpi } from '@mpi-bindings/node-mpi';

const mpi = Mpi.init();
const code = `import(${JSON.stringify(import.meta.resolve('@mpi-bindings/node-mpi'))}).then(({ detectLauncher }) => {
  const left = Object.keys(process.env).filter((name) => /^(OMPI_(?!ALLOW_)|PMIX_|PMI_|HYDI_|MPI_LOCAL)/.test(name));
  console.log(detectLauncher() === undefined, left.join());
})`;
const output = execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' });
const all = await mpi.world.gather(output);
if (mpi.world.rank === 0) console.log(JSON.stringify(all));
