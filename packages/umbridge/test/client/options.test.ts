import { normal } from '@epsie/priors';
import { umBridgeModel } from '@epsie/umbridge';
import test from 'ava';

const prior = { x: normal(0, 1), y: normal(0, 1) };
const good = { url: 'http://localhost:4242', name: 'gaussian', prior };

const cases: readonly (readonly [object, RegExp])[] = [
  [
    { ...good, url: 'localhost:4242' },
    /^Expected `url` to be the address of an UM-Bridge server such as .*, got "localhost:4242"$/,
  ],
  [{ ...good, url: [] }, /^Expected `url` to be the address .*, got \[\]$/],
  [{ ...good, url: [good.url, 3] }, /^Expected `url` to be the address .*, got 3$/],
  [{ ...good, url: [good.url, good.url] }, /twice. For several requests to it at a time, set `concurrency`$/],
  [{ ...good, name: '' }, /^Expected `name` to be the name of a model of the server, got ""$/],
  [{ ...good, config: [] }, /^Expected `config` to be an object, got \[\]$/],
  [{ ...good, config: { mesh: { h: Infinity } } }, /^Expected `config.mesh.h` to be data that JSON can express/],
  [{ ...good, timeLimit: 0 }, /`timeLimit`/],
  [{ ...good, retries: -1 }, /`retries`/],
  [{ ...good, concurrency: 1.5 }, /`concurrency`/],
  [{ ...good, urls: [] }, /^Unknown option `urls` of `umBridgeModel`.*Did you mean `url`\?$/],
  [{ url: good.url, name: 'a' }, /^Expected either `prior` .* or `parameters` .*, got neither$/],
  [{ ...good, parameters: ['x', 'y'] }, /got both$/],
  [{ url: good.url, name: 'a', parameters: ['x', 'x'] }, /^Expected each of `parameters` once, got `x` twice$/],
  [{ ...good, output: ['sum'] }, /^Expected `output` to contain 'logLikelihood', got \["sum"\]$/],
  [
    { ...good, output: ['logLikelihood', 'logPrior'] },
    /^Expected `output` not to contain 'logPrior', since `prior` declares it/,
  ],
  [{ ...good, inputs: ['x', 'y'] }, /^Expected `inputs` to be a list of lists of names/],
  [
    { ...good, inputs: [['x']] },
    /^Expected `inputs` to contain every parameter once \(x, y\), got \[\["x"\]\] without `y`$/,
  ],
  [{ ...good, inputs: [['x', 'y', 'z']] }, /with the unknown `z`$/],
  [{ ...good, inputs: [['x', 'y'], ['x']] }, /^Expected each of `inputs` once, got `x` twice$/],
];

for (const [options, message] of cases) {
  test(`rejects ${JSON.stringify({ ...options, prior: undefined })}${'prior' in options ? '' : ' without prior'}`, (t) => {
    t.throws(() => umBridgeModel(import.meta.url, options as typeof good), { message });
  });
}

test('knows the prior of the model without a server', (t) => {
  t.deepEqual(umBridgeModel(import.meta.url, good).prior.parameters, ['x', 'y']);
});
