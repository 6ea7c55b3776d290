import { spawnSync } from 'node:child_process';
import { EPSIE } from './epsie.ts';

// Runs a program on a terminal of its own, of the given size, and passes on what appears there.
const TERMINAL = `
import fcntl, os, pty, struct, sys, termios
columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
    os.execvp(command[0], command)
while True:
    try: shown = os.read(terminal, 10000)
    except OSError: break
    if not shown: break
    os.write(1, shown)
_, status = os.waitpid(pid, 0)
sys.exit(os.WEXITSTATUS(status))
`;

/** Runs the command on a terminal; returns everything that appears there. */
export function onTerminal(args: readonly string[], columns: number, env: NodeJS.ProcessEnv = {}, rows = 24): string {
  // Node expects no colours where CI is set.
  const { NO_COLOR: _none, FORCE_COLOR: _force, COLUMNS: _columns, CI: _ci, ...rest } = process.env;
  const command = ['-c', TERMINAL, `${columns}`, `${rows}`, process.execPath, EPSIE, ...args];
  const settings = { env: { ...rest, TERM: 'xterm-256color', ...env }, encoding: 'utf8', timeout: 120_000 } as const;
  return spawnSync('python3', command, settings).stdout.replaceAll('\r\n', '\n');
}
