// Which commands of this machine a code block needs, and whether they are there.
import { spawnSync } from 'node:child_process';

// An interpreter of the user's own before that of the system.
const PYTHONS = ['python3', '/usr/bin/python3'];
const IMPORT = /^ *(?:import|from) +(\w+)/gm;

const found = new Map();

/** The command of a Python that has the modules that a program imports, if there is one. */
export function pythonFor(text) {
  const modules = [...text.matchAll(IMPORT)].map(([, name]) => name);
  const code = `import ${['sys', ...modules].join(', ')}`;
  if (!found.has(code))
    found.set(
      code,
      PYTHONS.find((command) => spawnSync(command, ['-c', code], { stdio: 'ignore' }).status === 0),
    );
  return found.get(code);
}

const isThere = (command) => spawnSync('bash', ['-c', 'command -v "$0"', command], { stdio: 'ignore' }).status === 0;

/**
 * Whether a program can run on this machine. One in Python, and what a shell does with Python, always can where
 * EPSIE_REQUIRE_PYTHON is set: what is missing is an error there.
 */
export function canRun({ language, needs, text }) {
  if (process.env.EPSIE_REQUIRE_PYTHON !== undefined) needs = needs.filter((command) => command !== 'python3');
  else if (language === 'py' && pythonFor(text) === undefined) return false;
  return needs.every(isThere);
}
