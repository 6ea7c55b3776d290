import { isEpsieError, normal } from '@epsie/core';
import test from 'ava';
import { Run } from '#src/run/run.js';
import { diskOf, imageOf, sameImage, sampledImage } from '../../helpers/crash/disk-image.ts';
import { DIRECTORY, sampleSmall, startSmall } from '../../helpers/small-run.ts';

const whole = sampledImage(3, 9);

for (const [what, options, difference] of [
  ['chains', { chains: 3 }, /chains: the sampler has 3, the run has 2/],
  ['temperatures', { betas: [1, 0.5, 0.1] }, /betas/],
  ['ladder', { ladder: undefined }, /ladder/],
  ['proposals', { proposals: [normal('x', { covariance: [9] })] }, /proposals/],
  ['intervals of swaps', { swapInterval: 2 }, /swapInterval/],
] as const) {
  test(`a sampler of other ${what} is refused, with the difference`, async (t) => {
    const { ladder, ...others } = options as Parameters<typeof startSmall>[0] & { ladder?: undefined };
    const sampler = await startSmall({ ...others, ...('ladder' in options ? { ladder: ladder as never } : {}) });
    const fs = await diskOf(await whole);
    const run = await Run.on(fs).open(DIRECTORY);
    for (const work of [() => run.resume(sampler), () => sampleSmall(run, sampler)]) {
      const error = await t.throwsAsync(work);
      if (!isEpsieError(error, 'STATE_MISMATCH')) return t.fail(String(error));
      t.regex(error.differences.join('; '), difference);
      t.true(error.message.includes(DIRECTORY));
    }
    return t.true(sameImage(await whole, await imageOf(fs)));
  });
}

for (const [what, blob, difference] of [
  ['others', { cube: 3 }, /blob.square was [\d.e-]+ and is missing now, blob.cube was missing and is 3 now/],
  ['more', { square: 1, cube: 3 }, /blob.square was [\d.e-]+ and is 1 now, blob.cube was missing and is 3 now/],
  ['none', undefined, /blob.square was [\d.e-]+ and is missing now/],
] as const) {
  test(`a model with other blobs (${what}) adds nothing to the run`, async (t) => {
    const model = ({ x }: { x: number }) => ({ logPrior: 0, logLikelihood: -0.5 * x * x, ...(blob ? { blob } : {}) });
    const fs = await diskOf(await whole);
    const sampler = await startSmall({ model });
    const run = await Run.on(fs).open(DIRECTORY);
    const refusal = await t.throwsAsync(run.resume(sampler));
    t.regex(refusal?.message ?? '', difference);
    t.is(sampler.iterations, 0);
    await run.resume(sampler, { checkModel: false });
    const error = await t.throwsAsync(sampleSmall(run, sampler));
    t.regex(error?.message ?? '', /blob/);
    t.true(sameImage(await whole, await imageOf(fs)));
  });
}
