import { decide } from './decide.ts';
import type { Level } from './level.ts';

/** One step of one level: propose, evaluate, decide, adapt. */
export function step(level: Level): void {
  propose(level);
  level.evaluator.evaluate(level.candidatePoint);
  decide(level);
  adapt(level);
}

function propose({ proposals }: Level): void {
  for (let i = 0; i < proposals.length; i++) proposals[i]?.propose();
}

function adapt({ proposals }: Level): void {
  for (let i = 0; i < proposals.length; i++) proposals[i]?.update();
}
