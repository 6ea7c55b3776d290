// A copy of what is published, with the versions that the changesets give it. The checkout stays as it is.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOrThrow } from './commands.mjs';

const workspace = fileURLToPath(new URL('../../', import.meta.url));
const version = join(workspace, 'tools/release/version.mjs');

/** Folders of a package that are not published, and large. */
const LEFT_OUT = new Set(['node_modules', 'test', 'dist-test', 'coverage']);

/** Folders of packages that are not published, but that published ones name as devDependencies. */
const PRIVATE = readdirSync(join(workspace, 'tools')).filter((name) =>
  existsSync(join(workspace, 'tools', name, 'package.json')),
);

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Copies the built packages to an empty folder, and versions them there: by the command of a release.
 *
 * @returns {Map<string, string>} the versions by name
 */
export function copyWithVersions(target) {
  for (const file of ['package.json', 'pnpm-workspace.yaml', '.changeset', 'CITATION.cff']) copy(file, target);
  for (const folder of foldersOf('packages')) {
    if (!existsSync(join(workspace, folder, 'dist')))
      throw new Error(`Expected ${folder}/dist: run \`npm run build\` first`);
    copy(folder, target);
  }
  for (const name of PRIVATE) copy(`tools/${name}/package.json`, target);
  runOrThrow(target, process.execPath, version);
  linkPackages(target);
  return new Map(
    foldersOf('packages')
      .map((folder) => readJson(join(target, folder, 'package.json')))
      .map(({ name, version }) => [name, version]),
  );
}

const foldersOf = (folder) => readdirSync(join(workspace, folder)).map((name) => `${folder}/${name}`);

function copy(file, target) {
  const filter = (path) => !LEFT_OUT.has(path.slice(join(workspace, file).length + 1).split('/')[0]);
  mkdirSync(dirname(join(target, file)), { recursive: true });
  cpSync(join(workspace, file), join(target, file), { recursive: true, filter });
}

/** Links the packages of the copy to each other: pnpm reads there which version `workspace:` is. */
function linkPackages(target) {
  const folders = [...foldersOf('packages'), ...PRIVATE.map((name) => `tools/${name}`)];
  const places = new Map(
    folders.map((folder) => [readJson(join(target, folder, 'package.json')).name, join(target, folder)]),
  );
  for (const place of places.values()) {
    const { dependencies, devDependencies } = readJson(join(place, 'package.json'));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (!version.startsWith('workspace:')) continue;
      const link = join(place, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(places.get(name), link, 'junction');
    }
  }
}
