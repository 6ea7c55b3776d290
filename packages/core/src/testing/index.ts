export { type ConformanceCheck, type ConformanceOptions, poolConformance } from './pool-conformance.ts';
