export { Run, type RunOptions } from './run/run.ts';
