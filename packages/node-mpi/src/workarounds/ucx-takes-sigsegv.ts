/**
 * Keeps UCX from handling SIGSEGV, unless the user has set the same variable. Call it before the MPI library is loaded.
 *
 * **Bug.** UCX by default replaces the handler of SIGSEGV. V8 needs its own: WebAssembly reports accesses outside of its memory by this
 * signal, so that with UCX such a trap ends the process.
 *
 * **Report.** https://github.com/openucx/ucx/issues/3337, the same conflict with Java; the setting below is what UCX offers for it.
 *
 * **Needed** with every UCX: its handler is a feature.
 */
export function keepSegvHandler(env: NodeJS.ProcessEnv = process.env): void {
  env['UCX_ERROR_SIGNALS'] ??= 'SIGILL,SIGBUS,SIGFPE';
}
