import type { CheckProgress, RunCheck } from '@epsie/io';
import type { Implementation } from '../contract/command.ts';
import type { Screen } from '../output/screen.ts';
import { wrapped } from '../output/text.ts';
import { count, size } from '../output/units.ts';

export const check: Implementation = async ({ positionals: [directory = ''], isJson }) => {
  const { checkRun } = await import('@epsie/io');
  const onProgress = isJson || !process.stderr.isTTY ? undefined : shown();
  const result = await checkRun(directory, onProgress === undefined ? {} : { onProgress });
  if (onProgress !== undefined) process.stderr.write('\r\x1b[K');
  return { code: result.ok ? 0 : 1, json: { run: directory, ...result }, text: (screen) => textOf(result, screen) };
};

/** Returns a listener that shows the percentage on stderr, whenever it has changed. */
function shown(): (progress: CheckProgress) => void {
  let last = -1;
  return ({ bytes, total }) => {
    const percent = Math.floor((100 * bytes) / total);
    if (percent !== last) process.stderr.write(`\r\x1b[K${percent} % of ${size(total)}`);
    last = percent;
  };
}

function textOf({ files, damage, damaged }: RunCheck, { width, style }: Screen): string {
  const lines = files.map(
    ({ path, bytes, ok }) => `${ok ? style.green('ok') : style.red('DAMAGED')}  ${path} (${size(bytes)})`,
  );
  const places = damage.map(({ message }) => wrapped(`- ${message}`, width, '  '));
  const more = damaged > damage.length ? [`- and ${count(damaged - damage.length, 'more place')}`] : [];
  const verdict = damaged === 0 ? 'Every checksum matches' : `Damaged: ${count(damaged, 'place')}`;
  return [...lines, ...places, ...more, damaged === 0 ? style.green(verdict) : style.red(verdict)].join('\n');
}
