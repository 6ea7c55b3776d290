// Pools with one fault each, and the check that has to detect it.

import { closing } from './closing.js';
import { failures } from './failures.js';
import type { Fault } from './faulty.js';
import { results } from './results.js';
import { signals } from './signals.js';

export const BROKEN: readonly Fault[] = [...results, ...failures, ...signals, ...closing];
