export { cholesky } from './cholesky.ts';
export { exp, log, log1p, power } from './elementary.ts';
export { normalLogMass, normalLogPdf } from './normal-distribution.ts';
export { atan2, cos, sin } from './trigonometry.ts';
