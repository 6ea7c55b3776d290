import type { Recorder } from '../history/recorder.ts';
import type { Level } from './level.ts';
import { step } from './step.ts';

/** Advances a chain without tempering: `iterations` steps, each recorded. */
export function advance(level: Level, iterations: number, recorder: Recorder): void {
  for (let i = 0; i < iterations; i++) {
    step(level);
    recorder.record(level, 0);
    recorder.next();
  }
}
