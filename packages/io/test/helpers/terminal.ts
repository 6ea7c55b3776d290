import { spawn } from 'node:child_process';

// Runs a program on a terminal of its own, of the given width, and passes on what appears there. Ctrl-C comes from the keyboard.
const KEYBOARD = `
import fcntl, os, pty, select, struct, sys, termios
columns, command = int(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 24, columns, 0, 0))
sources = [terminal, 0]
while True:
    ready, _, _ = select.select(sources, [], [])
    if 0 in ready:
        typed = os.read(0, 100)
        if typed: os.write(terminal, typed)
        else: sources.remove(0)
    if terminal in ready:
        try: shown = os.read(terminal, 10000)
        except OSError: break
        if not shown: break
        os.write(1, shown)
_, status = os.waitpid(pid, 0)
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
`;

/** Output of a program, and its end. */
export type Shown = { readonly text: string; readonly code: number | null };

/**
 * Runs a program on a terminal. `watch` gets all that it has shown so far and answers with what is to be typed, if anything.
 */
export async function onTerminal(
  columns: number,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  watch: (shown: string) => string | undefined = () => undefined,
): Promise<Shown> {
  const command = ['-c', KEYBOARD, `${columns}`, process.execPath, program, ...args];
  const child = spawn('python3', command, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const typed = watch(text);
    if (typed !== undefined) child.stdin.write(typed);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { text, code };
}
