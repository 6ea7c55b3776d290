export { cholesky } from './cholesky.ts';
export { nonZero } from './continued-fraction.ts';
export { exp, log, log1p, power } from './elementary.ts';
export { inverseBeta, logIncompleteBeta } from './incomplete-beta.ts';
export { logBeta, logGamma, logGammaDensity, logGammaTerm } from './log-gamma.ts';
export { monotoneSlopes } from './monotone-cubic.ts';
export { normalLogMass, normalLogPdf } from './normal-distribution.ts';
export { solve, type Tangent } from './solve.ts';
export { atan2, cos, sin } from './trigonometry.ts';
