// MPICH speaks through UCX, which by default replaces mmap under V8's threads (2 % of the programs crash at start) and the
// handler of SIGSEGV (which WebAssembly needs for its traps).
const SETTINGS = { UCX_MEM_MMAP_HOOK_MODE: 'none', UCX_ERROR_SIGNALS: 'SIGILL,SIGBUS,SIGFPE' };

/** Keeps UCX away from what V8 needs, unless the user has set the same variables. Before the library is loaded. */
export function tameUcx(env: NodeJS.ProcessEnv = process.env): void {
  for (const [name, value] of Object.entries(SETTINGS)) env[name] ??= value;
}
