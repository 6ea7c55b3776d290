// An ssh server on this machine for the tests: on a port of its own, with a throw-away key and configuration in a temporary folder.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running server, and the words that start a command on it. */
export type Sshd = { readonly shell: string[]; readonly server: ChildProcess; stop(): Promise<void> };

/** Starts a server that lets in one key. */
export async function startSshd(): Promise<Sshd> {
  const folder = mkdtempSync(join(tmpdir(), 'epsie-sshd-'));
  const file = (name: string) => join(folder, name);
  const port = await freePort();
  for (const name of ['host_key', 'user_key'])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)]);
  copyFileSync(file('user_key.pub'), file('authorized_keys'));
  chmodSync(file('authorized_keys'), 0o600);
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${file('host_key')}`,
    `AuthorizedKeysFile ${file('authorized_keys')}`,
    'PidFile none',
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    'MaxStartups 100',
  ];
  writeFileSync(file('sshd_config'), `${config.join('\n')}\n`);
  // sshd of root drops its rights into this folder.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn('/usr/sbin/sshd', ['-D', '-e', '-f', file('sshd_config')], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  await untilListening(port);
  const options = {
    Port: port,
    IdentityFile: file('user_key'),
    IdentitiesOnly: 'yes',
    UserKnownHostsFile: file('known_hosts'),
    StrictHostKeyChecking: 'accept-new',
    BatchMode: 'yes',
    LogLevel: 'ERROR',
    ServerAliveInterval: 1,
    ServerAliveCountMax: 2,
  };
  const words = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return {
    server,
    shell: ['ssh', '-F', 'none', ...words, `${userInfo().username}@127.0.0.1`],
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function untilListening(port: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const socket = connect(port, '127.0.0.1');
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(50);
  }
  throw new Error('Expected sshd to listen within 10 s');
}
