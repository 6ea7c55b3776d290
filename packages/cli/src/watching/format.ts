import type { Convergence } from '../contract/outputs.ts';
import type { Screen } from '../output/screen.ts';
import { table } from '../output/table.ts';
import { shortened } from '../output/text.ts';
import { duration } from '../output/units.ts';
import type { Status } from './status.ts';

/** Returns a status as one line. */
export function lineOf(status: Status): string {
  const { time, parameters } = status;
  const [r, ess] = [worst(parameters, largestFirst), worst(parameters, smallestFirst)];
  const convergence = [
    ...(r === undefined ? [] : [`R̂ ${r.rHat.toFixed(2)} (${r.parameter})`]),
    ...(ess === undefined ? [] : [`ESS ${Math.floor(sizeOf(ess))} (${ess.parameter})`]),
  ];
  return `${time} ${[...progressOf(status), ...convergence].join(', ')}`;
}

/** Returns a status as lines of a terminal, the worst parameters first, as many as fit. */
export function blockOf(status: Status, { width, height, style }: Screen): string[] {
  const { run, parameters, writer, burnIn, thin } = status;
  const room = Math.max(1, height - 6);
  const rows = [...parameters].sort(largestFirst).slice(0, room);
  const cells = rows.map(({ parameter, rHat, essBulk, essTail }) => [
    parameter,
    rHat.toFixed(2),
    String(Math.floor(essBulk)),
    String(Math.floor(essTail)),
  ]);
  const head = ['parameter', 'R̂', 'ESS bulk', 'ESS tail'];
  const source = `after iteration ${burnIn}${thin === 1 ? '' : `, thinned by ${thin}`}`;
  return [
    style.bold(shortened(run, width - 1)),
    ...progressOf(status).map((part) => shortened(part, width - 1)),
    shortened(
      writer === undefined ? 'no process writes to it' : `process ${writer.pid} on ${writer.host} writes to it`,
      width - 1,
    ),
    ...(rows.length === 0 ? [] : [shortened(source, width - 1), ...table([head, ...cells], width - 1).split('\n')]),
  ];
}

function progressOf({ iterations, total, draws, rate, secondsLeft, acceptance }: Status): string[] {
  const of = total === undefined ? '' : ` of ${total} (${Math.floor((100 * iterations) / total)} %)`;
  return [
    `${iterations}${of} iterations${draws === 0 ? ', no draws yet' : ''}`,
    ...(Number.isFinite(rate) ? [`${rate.toFixed(rate < 10 ? 1 : 0)} iterations/s`] : []),
    ...(secondsLeft !== undefined && Number.isFinite(secondsLeft) ? [`${duration(secondsLeft)} left`] : []),
    ...(Number.isFinite(acceptance) ? [`${(100 * acceptance).toFixed(acceptance < 0.1 ? 1 : 0)} % accepted`] : []),
  ];
}

const sizeOf = ({ essBulk, essTail }: Convergence): number => Math.min(essBulk, essTail);
const orLast = (x: number, last: number): number => (Number.isNaN(x) ? last : x);
const largestFirst = (a: Convergence, b: Convergence): number => orLast(b.rHat, -1) - orLast(a.rHat, -1);
const smallestFirst = (a: Convergence, b: Convergence): number => orLast(sizeOf(a), 1e300) - orLast(sizeOf(b), 1e300);

function worst(
  parameters: readonly Convergence[],
  order: (a: Convergence, b: Convergence) => number,
): Convergence | undefined {
  const [first] = [...parameters].sort(order);
  return first === undefined || Number.isNaN(first.rHat) ? undefined : first;
}
