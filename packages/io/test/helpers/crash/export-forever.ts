import { memorySource } from '../export/memory-source.js';
import { writeCSV, writeNetCDF } from '../export/write.js';

// A program to be killed: exports the same run to the same file again and again.
const [file, kind] = process.argv.slice(2) as [string, 'nc' | 'csv'];
const source = memorySource({ chains: 4, length: 5000 });
process.stdout.write('ready\n');
for (;;) {
  await (kind === 'nc' ? writeNetCDF(source, file, {}) : writeCSV(source, file, {}));
  process.stdout.write('written\n');
}
