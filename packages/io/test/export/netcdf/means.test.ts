import { join } from 'node:path';
import { exportNetCDF, Run } from '@epsie/io';
import { temporaryDirectory } from '../../helpers/directory.ts';
import { testInPython } from '../../helpers/export/exported.ts';
import { NETCDF_MODULES } from '../../helpers/export/read-netcdf.ts';
import { runPython } from '../../helpers/python.ts';
import { startSampler } from '../../helpers/samplers.ts';

/** Adds up number by number, as numpy.mean does not, and returns means by their bits. */
const MEANS = `
import json, sys
import h5py, xarray

def mean(values):
    total = 0.0
    for value in values.astype('float64').ravel().tolist():
        total += value
    return (total / values.size).hex()

def by_xarray(engine):
    with xarray.open_dataset(sys.argv[1], group=group, engine=engine) as data:
        return {str(name): mean(data[name].values) for name in data.data_vars}

result = {}
with h5py.File(sys.argv[1]) as file:
    for group in ('posterior', 'sample_stats', 'tempered_posterior', 'tempered_sample_stats'):
        found = [by_xarray('netcdf4'), by_xarray('h5netcdf')]
        found.append({name: mean(file[group][name][:]) for name in found[0]})
        assert found[0] == found[1] == found[2], found
        result[group] = found[0]
print(json.dumps(result))
`;

testInPython('means of a run are the same in Python, to the last bit', async (t) => {
  const folder = temporaryDirectory(t);
  const directory = join(folder, 'a.run');
  const sampler = await startSampler('adaptive ladder');
  const run = await Run.create(directory, sampler);
  await run.sample(sampler, { iterations: 300, segment: 17, checkpoint: { segments: 2 } });
  const file = join(folder, 'a.nc');
  await exportNetCDF(directory, file, { burnIn: 90, thin: 3 });

  const means = JSON.parse(runPython(MEANS, [file], NETCDF_MODULES)) as { [group: string]: { [name: string]: string } };
  const meanOf = async (name: string, temperatures: number): Promise<number> => {
    let [total, count] = [0, 0];
    for (let temperature = 0; temperature < temperatures; temperature++) {
      for (let chain = 0; chain < run.chains; chain++) {
        const draws = await run.draws(name, { chain, temperature, from: 90, thin: 3 });
        for (const value of draws) total += value;
        count += draws.length;
      }
    }
    return total / count;
  };
  const NAMES = { acceptanceRatio: 'acceptance_rate', logLikelihood: 'logl', logPrior: 'logp' };
  for (const { name, kind } of run.variables) {
    const group = kind === 'parameter' ? 'posterior' : 'sample_stats';
    const there = (NAMES as { [name: string]: string })[name] ?? name;
    t.is(fromHex(means[group]?.[there]), await meanOf(name, 1), name);
    t.is(fromHex(means[`tempered_${group}`]?.[there]), await meanOf(name, run.temperatures), name);
  }
});

/** A number as `float.hex` of Python writes it. */
function fromHex(text = ''): number {
  const [, sign, whole, digits = '', exponent] = /^(-?)0x([01])\.([0-9a-f]*)p([+-]\d+)$/.exec(text) ?? [];
  const mantissa = Number.parseInt(`${whole}${digits}`, 16) / 16 ** digits.length;
  return (sign === '-' ? -1 : 1) * mantissa * 2 ** Number(exponent);
}
