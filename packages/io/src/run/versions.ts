import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const versionOf = (path: string): string => (require(path) as { version: string }).version;

/** Versions of the packages and of the runtime. */
export type Versions = { readonly '@epsie/core': string; readonly '@epsie/io': string; readonly node: string };

/** Returns the versions of the software that computes and writes the numbers. */
export const versions = (): Versions => ({
  '@epsie/core': versionOf('@epsie/core/package.json'),
  '@epsie/io': versionOf('@epsie/io/package.json'),
  node: process.versions.node,
});
