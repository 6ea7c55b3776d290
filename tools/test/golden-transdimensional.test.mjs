// The golden transdimensional chains, from memory and from disk, are summarized as they are: counts of the reference, exactly.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnose, summary } from '@epsie/analysis';
import { Run } from '@epsie/io';
import test from 'ava';
import { goldenNames, readGolden } from '../../packages/core/dist-test/helpers/golden-json.js';
import { startSampler } from '../../packages/core/dist-test/helpers/replay.js';

const NAMES = goldenNames('chains').filter((name) => name.includes('nested'));
/** Relative precision of the reference's numbers. */
const TOLERANCE = 1e-10;

const folder = mkdtempSync(join(tmpdir(), 'epsie-golden-'));
test.after.always(() => rmSync(folder, { recursive: true }));

/** Returns the sampler of a golden chain and its run, without the clears and resumes of its schedule. */
async function sampled(name, config) {
  const iterations = config.schedule.reduce((sum, { op, n }) => sum + (op === 'run' ? n : 0), 0);
  const [sampler, recorded] = await Promise.all([startSampler(config), startSampler(config)]);
  await sampler.run(iterations);
  const run = await Run.create(join(folder, `${name}.run`), recorded);
  await run.sample(recorded, { iterations });
  return { sampler, run };
}

/** Returns all draws of a parameter at the coldest temperature in the reference. */
const drawsOf = ({ segments }, parameter) => segments.flatMap(({ positions }) => positions[parameter][0].flat());

/** Whether a mean is that of some draws; NaN of none. */
function isMean(mean, draws) {
  if (draws.length === 0) return Number.isNaN(mean);
  const sum = draws.reduce((total, x) => total + x, 0);
  const scale = draws.reduce((total, x) => total + Math.abs(x), 0) / draws.length;
  return Math.abs(mean - sum / draws.length) <= TOLERANCE * scale;
}

test('there are transdimensional golden chains', (t) => t.true(NAMES.length >= 7));

for (const name of NAMES) {
  test(`${name}: fractions of active draws and means given active are those of the reference`, async (t) => {
    const { config, expected } = readGolden('chains', name);
    const { sampler, run } = await sampled(name, config);
    const { rows } = summary(sampler);
    t.deepEqual(
      rows.map(({ parameter }) => parameter),
      config.parameters,
    );
    let partial = 0;
    for (const { parameter, kind, active, mean } of rows) {
      const draws = drawsOf(expected, parameter);
      const present = draws.filter((x) => !Number.isNaN(x));
      t.is(kind, parameter === 'k' ? 'discrete' : parameter === 'phi' ? 'circular' : 'real');
      t.is(active?.fraction, present.length === draws.length ? undefined : present.length / draws.length, parameter);
      if (kind !== 'circular') t.true(isMean(mean, present), parameter);
      if (active !== undefined) partial++;
    }
    t.true(partial >= 4);
    t.deepEqual((await summary(run)).rows, rows);
  });

  test(`${name}: an inactive component is not stuck`, async (t) => {
    const { config } = readGolden('chains', name);
    const { sampler, run } = await sampled(`again-${name}`, config);
    const { findings } = diagnose(sampler);
    t.false(findings.some(({ code }) => code === 'STUCK'));
    // Two short chains: there is something to find.
    t.true(findings.some(({ code }) => code === 'FEW_SAMPLES'));
    t.deepEqual((await diagnose(run)).findings, findings);
  });
}
