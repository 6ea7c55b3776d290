import { evaluate } from '../model/evaluate.ts';
import { decide } from './decide.ts';
import type { Level } from './level.ts';

// Two halves, each of a size that the engine compiles as a whole: the model is inlined into the second one, and what it
// returns never becomes an object in memory.

/** Lets every proposal write its part of the proposed point. */
export function propose({ proposals }: Level): void {
  for (let i = 0; i < proposals.length; i++) proposals[i]?.propose();
}

/** Evaluates the proposed point, accepts or rejects it, and lets the proposals adapt. */
export function judge(level: Level): void {
  decide(level, evaluate(level.model, level.candidate.position));
  const { proposals } = level;
  for (let i = 0; i < proposals.length; i++) proposals[i]?.update();
}
