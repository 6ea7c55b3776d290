import { Worker } from 'node:worker_threads';
import type { Environment } from '../base/launcher.ts';

/**
 * Ends this process with its launcher if npm or npx is between the two. A thread watches, so that it works even if the main thread
 * is busy.
 *
 * **Bug.** A launcher that ends a job kills the processes it has started. If that is npm, which cannot forward SIGKILL, the rank is
 * orphaned and waits for ever for ranks that are gone.
 *
 * **Report.** https://github.com/npm/npm/issues/4603 about signals that npm did not forward; SIGKILL cannot be forwarded.
 *
 * **Needed** with every npm.
 */
export function endWithLauncher(env: Environment = process.env): void {
  if (env['npm_command'] === undefined) return;
  new Worker(new URL('./orphan-watch.js', import.meta.url), { stdout: true, stderr: true }).unref();
}
