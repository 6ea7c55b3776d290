import { diagnose, evidence, summary, tempering } from '@epsie/analysis';
import type { RecordedRun } from '@epsie/io';
import { byMean, countModes } from './by-mean.ts';

/** Prints the posterior of a run, what speaks against it, its evidence, and how well the temperatures mix. */
export async function printReport(run: RecordedRun, burnIn: number): Promise<void> {
  const components = byMean(run);
  console.log('\nPosterior of the components, ordered by their means, velocities in 10³ km/s:\n');
  console.log(String(await summary(components, { burnIn, probability: 0.9 })));

  const { ok, findings } = await diagnose(components, { burnIn });
  console.log(`\nDiagnosis:${ok ? ' nothing speaks against these draws.' : ''}`);
  for (const { severity, message } of findings) if (severity !== 'note') console.log(`- ${severity}: ${message}`);

  const { logEvidence, standardError, warnings } = await evidence(run, { burnIn });
  console.log(`\nLog evidence: ${logEvidence.toFixed(3)} ± ${standardError.toFixed(3)}`);
  for (const { message } of warnings) console.log(`- ${message}`);

  console.log(`\nTempering: ${String(await tempering(run, { burnIn }))}`);
  console.log(`\nOrders of the labels (of 6) that the chains visited: ${(await countModes(run, burnIn)).join(', ')}`);
}
