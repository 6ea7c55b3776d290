// Package managers, as users call them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCOPES } from './registry.mjs';

const { packageManager } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** A program of the registry that npm fetches if it is not there yet. */
const npx = (name, ...args) => [
  'npx',
  ['--yes', '--prefer-offline', ...(args[0] === '--' ? ['--package', name, ...args.slice(1)] : [name, ...args])],
];

/**
 * For each: `prepare` writes its settings to the folder of a project, `install` returns the command that adds packages.
 * None may keep packages of the rehearsal: the next one has others of the same version.
 */
export const MANAGERS = [
  {
    name: 'npm',
    prepare() {},
    install: (names) => ['npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...names]],
  },
  {
    name: 'pnpm',
    prepare(folder) {
      // pnpm refuses versions of the last day, and stops at install scripts that nobody allowed or refused. koffi works without its own.
      writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'minimumReleaseAge: 0\nallowBuilds:\n  koffi: false\n');
    },
    install: (names) => npx(packageManager, 'add', ...names),
  },
  {
    name: 'yarn 1',
    prepare() {},
    install: (names, folder) =>
      npx('yarn@1.22.22', 'add', '--non-interactive', '--cache-folder', join(folder, '.cache'), ...names),
  },
  {
    name: 'yarn 4',
    prepare: (folder, url) => writeYarnrc(folder, url, 'node-modules'),
    install: (names) => npx('@yarnpkg/cli-dist@4.18.1', '--', 'yarn', 'add', ...names),
  },
  {
    name: 'yarn 4 without node_modules',
    isPlugAndPlay: true,
    prepare: (folder, url) => writeYarnrc(folder, url, 'pnp'),
    install: (names) => npx('@yarnpkg/cli-dist@4.18.1', '--', 'yarn', 'add', ...names),
    start: (args) => npx('@yarnpkg/cli-dist@4.18.1', '--', 'yarn', 'node', ...args),
  },
  {
    name: 'bun',
    prepare() {},
    install: (names, folder) => npx('bun@1.4.5', 'add', '--cache-dir', join(folder, '.cache'), ...names),
  },
];

function writeYarnrc(folder, url, nodeLinker) {
  const scopes = SCOPES.map((scope) => `  ${scope.slice(1)}:\n    npmRegistryServer: ${JSON.stringify(url)}\n`);
  const settings = [
    'enableGlobalCache: false',
    'enableMirror: false',
    'enableImmutableInstalls: false',
    'enableTelemetry: false',
    // Yarn refuses versions of the last day too.
    `npmPreapprovedPackages: ${JSON.stringify(SCOPES.map((scope) => `${scope}/*`))}`,
  ];
  const lines = [
    `nodeLinker: ${nodeLinker}`,
    ...settings,
    'unsafeHttpWhitelist: [127.0.0.1]',
    `npmScopes:\n${scopes.join('')}`,
  ];
  writeFileSync(join(folder, '.yarnrc.yml'), lines.join('\n'));
  if (!existsSync(join(folder, 'yarn.lock'))) writeFileSync(join(folder, 'yarn.lock'), '');
}
