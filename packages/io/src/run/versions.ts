import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const versionOf = (path: string): string => (require(path) as { version: string }).version;

/** Versions of what writes the numbers. */
export const versions = (): { readonly [name: string]: string } => ({
  '@epsie/core': versionOf('@epsie/core/package.json'),
  '@epsie/io': versionOf('@epsie/io/package.json'),
  node: process.versions.node,
});
