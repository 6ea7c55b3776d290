// Where the sources of the packages are. It is not in the manifests, since forks publish too; the registry requires it for provenance, and
// follows the relative links of READMEs from there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `repository`, `homepage` and `bugs` to the manifest of each package of a workspace. */
export function writeRepository(workspace, url) {
  for (const name of readdirSync(join(workspace, 'packages'))) {
    const file = join(workspace, 'packages', name, 'package.json');
    const { name: title, version, description, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    const directory = `packages/${name}`;
    const links = {
      homepage: `${url}/tree/main/${directory}#readme`,
      bugs: `${url}/issues`,
      repository: { type: 'git', url: `git+${url}.git`, directory },
    };
    writeFileSync(file, `${JSON.stringify({ name: title, version, description, ...links, ...rest }, undefined, 2)}\n`);
  }
}
