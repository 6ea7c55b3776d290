import { diagnose, type FindingCode } from '@epsie/analysis';
import test from 'ava';
import { RUNS } from './runs.ts';

for (const code of Object.keys(RUNS) as FindingCode[]) {
  const { deserving, finding, healthy } = RUNS[code];

  test(`${code} is found in a run that deserves it`, async (t) => {
    const { findings } = diagnose(await deserving.run(), deserving.options);
    const found = findings.filter((one) => one.code === code);
    t.is(found.length, 1);
    const { message = '', ...fields } = found[0] ?? {};
    t.deepEqual(fields, { code, ...finding } as never);
    // A sentence with numbers, and one with a way out.
    t.regex(message, /^.*\d.*[.;:] .+[^.]$/);
  });

  test(`nothing is found in a run that does not deserve ${code}`, async (t) => {
    t.deepEqual(diagnose(await healthy.run(), healthy.options), { ok: true, findings: [] });
  });
}
