/** Ends the process quietly when the reader of its output has ended, and prints warnings as lines of this command. */
export function listenToStreams(): void {
  process.stdout.on('error', endQuietly);
  process.stderr.on('error', endQuietly);
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (name === 'EpsieWarning') process.stderr.write(`epsie: warning: ${message}\n`);
  });
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EOF') throw error;
  process.exit();
}
