import { multiplyLower } from '../../math/cholesky.ts';
import { log } from '../../math/elementary.ts';
import type { ProposalKernel } from '../kernel.ts';
import { fullScale } from '../scales/scale.ts';
import { type Archive, emptyArchive, type Move, record, sizeOf } from './archive.ts';
import { differenceMove } from './difference-move.ts';
import { type ArchiveSpec, defaultVariances, enoughPoints } from './options.ts';
import { snookerMove } from './snooker-move.ts';
import { createSpace } from './space.ts';

/**
 * Creates the kernel of a proposal that moves by differences of past points.
 *
 * @param share fraction of the jumps that are snooker moves
 */
export function createArchiveKernel(spec: ArchiveSpec, share: number): ProposalKernel<Archive> {
  const n = spec.parameters.length;
  const space = createSpace(spec);
  const least = enoughPoints(n);
  const first = firstMove(spec);
  const difference = differenceMove(n, space);
  const snooker = snookerMove(n, space);
  const { duration = Number.POSITIVE_INFINITY } = spec;
  const symmetric = share === 0 && !space.bounded;
  const kernel: ProposalKernel<Archive> = {
    symmetric,
    initial: () => emptyArchive(spec.capacity, n),
    jump(from, to, archive, random) {
      let move = first;
      if (sizeOf(archive) >= least) move = share > 0 && (share === 1 || random.random() < share) ? snooker : difference;
      const stretch = move(from, to, archive, random);
      if (stretch !== 0 && space.admit(to)) archive.stretch = stretch;
      else {
        archive.stretch = 0;
        to.set(from);
      }
    },
    adapt(archive, { step, start, position }) {
      if (step - start + 1 < duration) record(archive, position, space.difference);
    },
  };
  if (symmetric) return kernel;
  return { ...kernel, logRatio: (_from, _to, { stretch }) => logRatioOf(stretch, n) };
}

function logRatioOf(stretch: number, n: number): number {
  if (stretch === 1) return 0;
  return stretch === 0 ? Number.NEGATIVE_INFINITY : (n - 1) * log(stretch);
}

function firstMove(spec: ArchiveSpec): Move {
  const n = spec.parameters.length;
  const { factor } = fullScale(spec.covariance ?? defaultVariances(spec), n);
  const z = new Float64Array(n);
  return (from, to, _archive, random) => {
    for (let i = 0; i < n; i++) z[i] = random.standardNormal();
    multiplyLower(factor, z, to);
    for (let i = 0; i < n; i++) to[i] = (from[i] as number) + (to[i] as number);
    return 1;
  };
}
