import type { AndrieuThomsSpec } from './andrieu-thoms.ts';
import type { SiviaSkillingSpec } from './sivia-skilling.ts';
import type { VeitchSpec } from './veitch.ts';

/** Rule by which a proposal learns its scale while the chain runs. */
export type Adaptation = VeitchSpec | SiviaSkillingSpec | AndrieuThomsSpec;
