// Other versions of Node, as the npm packages `node-<platform>-<architecture>` have them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The versions to test on: the oldest that the packages support, one of each line in maintenance, and the newest. */
export const VERSIONS = { 20: '20.19.0', 22: '22.20.0', 24: '24.22.3', 26: '26.12.1' };

/** The versions that CI tests on. */
export const OLDEST_AND_NEWEST = ['20', '26'];

const cache = fileURLToPath(new URL('../../node_modules/.cache/epsie-node/', import.meta.url));
const platform = { win32: 'win' }[process.platform] ?? process.platform;
const name = `node-${platform}-${process.arch}`;

/**
 * Returns the path of a Node, which npm fetches the first time.
 *
 * @param {string} line such as '22', or a complete version
 */
export function nodeBinary(line) {
  const version = VERSIONS[line] ?? line;
  const folder = join(cache, version);
  const binary = join(folder, 'node_modules', name, platform === 'win' ? 'bin/node.exe' : 'bin/node');
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', `${name}@${version}`];
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell: platform === 'win',
  });
  if (status === 0 && existsSync(binary)) return binary;
  throw new Error(`Expected npm to install ${name}@${version}, and it did not\n${stdout}${stderr}`);
}
