import { works } from './bar.ts';
import type { Level } from './levels.ts';
import { logSumExp } from './log-sum.ts';

/** Returns log Z(colder) − log Z(hotter) from the draws of the hotter level: log⟨e^{Δβ l}⟩ (Xie et al. 2011, Syst. Biol. 60, 150). */
export function stone(hotter: Level, colder: Level): number {
  return logSumExp(works(hotter, colder, hotter.draws)) - Math.log(hotter.draws.length);
}
