import { readFileSync } from 'node:fs';

/** The processes that started this one, from the parent on; none where the system does not tell. */
export function* ancestors(): Generator<number> {
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) yield pid;
}

// The second field of the file is the name of the program in brackets, which may hold anything.
function parentOf(pid: number): number {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) \S /s, '')
        .split(' ')[0],
    );
  } catch {
    return 0;
  }
}
