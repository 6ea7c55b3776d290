// A registry on this machine that has the packages of this repository, and nothing else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const verdaccio = join(dirname(createRequire(import.meta.url).resolve('verdaccio/package.json')), 'bin/verdaccio');

/** Scopes whose packages come from the registry. */
export const SCOPES = ['@epsie', '@mpi-bindings'];

/** Time that the registry has to start, in milliseconds. */
const LIMIT = 60_000;

const configuration = `
storage: ./storage
packages:
  '**':
    access: $all
    publish: $all
log: { type: file, path: ./log.txt, level: info }
web: { enable: false }
max_body_size: 100mb
`;

/**
 * Starts a registry that keeps its packages in a folder.
 *
 * @returns {Promise<{ url: string, close(): Promise<void> }>} its address, which ends with a slash
 */
export async function startRegistry(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.yaml'), configuration);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const args = [verdaccio, '--config', 'config.yaml', '--listen', `127.0.0.1:${port}`];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const close = async () => {
    child.kill();
    await ended;
  };
  for (const start = Date.now(); !(await answers(url)); await sleep(100)) {
    if (child.exitCode === null && Date.now() - start < LIMIT) continue;
    await close();
    throw new Error(`Expected the registry to start within ${LIMIT / 1000} s, and it did not\n${output}`);
  }
  return { url, close };
}

const answers = async (url) =>
  await fetch(`${url}-/ping`).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Returns the lines of an `.npmrc` that take the scopes from a registry, and let anybody publish there. */
export const npmrc = (url) =>
  [...SCOPES.map((scope) => `${scope}:registry=${url}`), `${url.slice('http:'.length)}:_authToken=rehearsal`, ''].join(
    '\n',
  );
