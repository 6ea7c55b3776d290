// Prints the fingerprints of the golden chains whose likelihood is in Python, on the ranks of a job.
import { MpiPool } from '@epsie/pool-mpi';
import { fingerprintOf } from './golden-likelihoods.mjs';

const { names, forms, python } = JSON.parse(process.argv[2]);
const pool = await MpiPool.create();
const found = {};
for (const form of forms)
  for (const name of names) found[`${name} ${form}`] = await fingerprintOf(name, { form, python }, pool);
console.log(JSON.stringify(found));
await pool.close();
