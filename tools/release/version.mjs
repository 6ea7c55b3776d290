// Raises the versions by the changesets, in the workspace of the current folder: changelogs, and the version to cite.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runOrThrow } from './commands.mjs';

const changesets = fileURLToPath(new URL('../../node_modules/@changesets/cli/bin.js', import.meta.url));
console.log(runOrThrow('.', process.execPath, changesets, 'version'));

const { version } = JSON.parse(readFileSync('packages/core/package.json', 'utf8'));
writeFileSync('CITATION.cff', readFileSync('CITATION.cff', 'utf8').replace(/^version: .*$/m, `version: ${version}`));
