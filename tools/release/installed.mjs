// What an installation has on disk.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Returns the bytes of a package in `node_modules` of a folder, and of all that it needs, by name. */
export function installedTree(folder, name, found = new Map()) {
  const directory = join(folder, 'node_modules', name);
  if (found.has(name) || !existsSync(directory)) return found;
  found.set(name, bytesIn(directory));
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) installedTree(folder, other, found);
  return found;
}

const bytesIn = (directory) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

/** Returns the names of all packages in `node_modules` of a folder. */
export const packagesIn = (folder) =>
  readdirSync(join(folder, 'node_modules'))
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@')
        ? readdirSync(join(folder, 'node_modules', name)).map((inner) => `${name}/${inner}`)
        : [name],
    )
    .toSorted();
