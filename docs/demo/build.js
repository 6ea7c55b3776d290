// Writes the demo as static files: `node build.js <folder>`. There is no bundler: the modules of the packages stay as they are, with
// addresses in place of names, so that a page and its workers can import them from any server.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { replaceNames } from '@epsie/browser/replace-names';
import { DRAWS, FirstDraws } from './src/digest.js';
import { startChains } from './src/sampling.js';
import { allSettings, nameOf } from './src/settings.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const PACKAGES = ['core', 'priors', 'pool-web-workers'];
const folderOf = (name) => join(here, '../../packages', name);

/** Returns the path in the demo of every export of the packages, by name. */
function exportedFiles() {
  const files = new Map();
  for (const folder of PACKAGES) {
    const { name, exports } = JSON.parse(readFileSync(join(folderOf(folder), 'package.json'), 'utf8'));
    for (const [path, target] of Object.entries(exports))
      if (target.default !== undefined) files.set(name + path.slice(1), posix.join('packages', folder, target.default));
  }
  return files;
}

/** Copies the modules of a folder, with relative addresses in place of the names of packages. */
function copyModules(source, target, path, files) {
  const addressFrom = (file) => (name) => {
    const found = files.get(name);
    if (found === undefined) return undefined;
    const address = posix.relative(posix.dirname(file), found);
    return address.startsWith('.') ? address : `./${address}`;
  };
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    const inside = relative(source, from).replaceAll('\\', '/');
    if (!entry.isFile() || !inside.endsWith('.js') || inside.startsWith('testing/')) continue;
    const file = posix.join(path, inside);
    const code = readFileSync(from, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, '');
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), replaceNames(code, addressFrom(file)));
  }
}

/** Returns the digest that the page must show for some settings. */
export async function digestOf(settings) {
  const sampler = await startChains(settings, { chains: 1 });
  await sampler.run(DRAWS);
  const first = new FirstDraws();
  first.add(sampler.positions.x[0][0], sampler.positions.y[0][0]);
  return first.digest;
}

/** Writes the demo into a folder. */
export async function buildDemo(target) {
  const files = exportedFiles();
  for (const name of PACKAGES) copyModules(join(folderOf(name), 'dist'), target, `packages/${name}/dist`, files);
  copyModules(join(here, 'src'), target, 'src', files);
  for (const file of ['index.html', 'style.css']) cpSync(join(here, file), join(target, file));
  const digests = {};
  for (const settings of allSettings()) digests[nameOf(settings)] = await digestOf(settings);
  const code = `// Computed by Node ${process.version}.\nexport const digests = ${JSON.stringify(digests, undefined, 1)};\n`;
  writeFileSync(join(target, 'src/node-digests.js'), code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildDemo(resolve(process.argv[2] ?? 'dist'));
