/**
 * Keeps UCX from replacing `mmap`, unless the user has set the same variable. Call it before the MPI library is loaded.
 *
 * **Bug.** MPICH of Debian communicates through UCX, which by default patches `mmap` and its kin in the running process (mode
 * "bistro") while threads of V8 call them: 2 % of the programs crash at their start.
 *
 * **Report.** No public report about Node is known. A similar crash of a threaded program is
 * https://github.com/openucx/ucx/issues/8475 (open).
 *
 * **Needed** with every UCX so far, tested with 1.13.
 */
export function keepMmap(env: NodeJS.ProcessEnv = process.env): void {
  env['UCX_MEM_MMAP_HOOK_MODE'] ??= 'none';
}
