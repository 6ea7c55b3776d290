import { diagnose, type Evidence, evidence, summary, tempering } from '@epsie/analysis';
import type { RecordedRun } from '@epsie/io';
import { type Estimate, estimateMean } from '../estimates/estimate.ts';
import { exact, exactLogBayesFactor } from './known.ts';
import { writePages } from './pages.ts';

/** Prints the posterior of a run, what speaks against it, and its comparison with the exact answer, and writes its report and a figure. */
export async function printReport(run: RecordedRun, burnIn: number): Promise<void> {
  console.log('\nPosterior, frequency in Hz, damping time in ms, amplitudes in 10⁻²¹:\n');
  console.log(String(await summary(run, { burnIn, probability: 0.9 })));
  const { ok, findings } = await diagnose(run, { burnIn });
  console.log(`\nDiagnosis:${ok ? ' nothing speaks against these draws.' : ''}`);
  for (const { severity, message } of findings) if (severity !== 'note') console.log(`- ${severity}: ${message}`);
  await printComparison(run, burnIn);
  console.log(`\nTempering: ${String(await tempering(run, { burnIn }))}`);
  const pages = await writePages(run, burnIn);
  console.log(`\nReport: ${pages.report}\nFigure: ${pages.corner}`);
}

async function printComparison(run: RecordedRun, burnIn: number): Promise<void> {
  const frequency = await meanOf(run, 'frequency', burnIn);
  const dampingTime = await meanOf(run, 'dampingTime', burnIn);
  const bayesFactor = await evidence(run, { burnIn });
  console.log(`\n${''.padEnd(44)}${'this run'.padEnd(20)}exact`);
  console.log(line('mean frequency (Hz)', frequency, exact.frequency.mean, 2));
  console.log(line('mean damping time (ms)', dampingTime, exact.dampingTime.mean, 3));
  console.log(line('log Bayes factor of signal and noise', ofEvidence(bayesFactor), exactLogBayesFactor, 3));
  for (const { message } of bayesFactor.warnings) console.log(`- ${message}`);
}

const ofEvidence = ({ logEvidence, standardError }: Evidence): Estimate => ({ mean: logEvidence, standardError });

function line(name: string, { mean, standardError }: Estimate, truth: number, digits: number): string {
  const found = `${mean.toFixed(digits)} ± ${standardError.toFixed(digits)}`;
  return `${name.padEnd(44)}${found.padEnd(20)}${truth.toFixed(digits)}`;
}

async function meanOf(run: RecordedRun, name: string, burnIn: number): Promise<Estimate> {
  const chains = Array.from({ length: run.chains }, (_, chain) => run.draws(name, { chain, burnIn }));
  return estimateMean((await Promise.all(chains)) as Float64Array[]);
}
