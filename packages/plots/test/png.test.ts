import { spawnSync } from 'node:child_process';
import { Figure, toPng, trace } from '@epsie/plots';
import test from 'ava';
import { gaussians } from './helpers/sources.ts';

const size = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test('a figure becomes a picture of its size times the scale', async (t) => {
  const figure = trace(gaussians(1), { theme: 'light' });
  const picture = await toPng(figure);
  t.deepEqual([...picture.subarray(1, 4)], [...Buffer.from('PNG')]);
  t.deepEqual(size(picture), [1600, Math.ceil(2 * figure.height)]);
  t.deepEqual(size(await toPng(figure, { scale: 1 })), [800, Math.ceil(figure.height)]);
});

test('a figure of the theme of the reader is light, a dark one is not', async (t) => {
  const [auto, light, dark] = await Promise.all(
    (['auto', 'light', 'dark'] as const).map((theme) => toPng(trace(gaussians(1), { theme }), { scale: 1 })),
  );
  t.deepEqual(auto, light);
  t.notDeepEqual(dark, light);
});

test('wrong figures and options are errors', async (t) => {
  const figure = trace(gaussians(1));
  await t.throwsAsync(toPng('<svg/>' as never), { instanceOf: TypeError, message: /Expected `figure` to be a figure/ });
  await t.throwsAsync(toPng(figure, { scale: 0 }), {
    instanceOf: RangeError,
    message: /Expected `scale` to be a positive number/,
  });
  await t.throwsAsync(toPng(figure, { scale: 1000 }), { instanceOf: RangeError, message: /at most 30000 pixels/ });
  await t.throwsAsync(toPng(figure, { fonts: 'DejaVu' as never }), {
    message: /Expected `fonts` to be an array of paths/,
  });
  t.true(figure instanceof Figure);
});

test('without the renderer the error names the package to install', (t) => {
  const hook = `export const resolve = (name, context, next) => {
    if (name === '@resvg/resvg-js') throw new Error('no such package');
    return next(name, context);
  };`;
  const setup = `import { register } from 'node:module'; register('data:text/javascript,${encodeURIComponent(hook).replaceAll("'", '%27')}');`;
  const program = `import { Figure, toPng } from '@epsie/plots';
    const figure = new Figure('<svg/>', { width: 1, height: 1, description: '' });
    await toPng(figure).catch((error) => console.log(error.message, error.cause.message));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(setup)}`, '--input-type=module', '-e', program],
    { encoding: 'utf8', cwd: new URL('..', import.meta.url) },
  );
  t.regex(
    stdout,
    /^Expected the package `@resvg\/resvg-js`.* Install it: npm install @resvg\/resvg-js no such package/,
    stderr,
  );
});
