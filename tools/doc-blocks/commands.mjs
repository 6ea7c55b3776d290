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

/** Whether there is an R that has the packages that a program uses. */
export function hasRFor(text) {
  const packages = [...text.matchAll(/\blibrary\((\w+)\)|\b(\w+)::/g)].map(([, loaded, named]) => loaded ?? named);
  const code = ['TRUE', ...packages.map((name) => `requireNamespace('${name}')`)].join(' && ');
  if (!found.has(code))
    found.set(code, spawnSync('Rscript', ['-e', `if (!(${code})) quit(status = 1)`], { stdio: 'ignore' }).status === 0);
  return found.get(code);
}

const isThere = (command) => spawnSync('bash', ['-c', 'command -v "$0"', command], { stdio: 'ignore' }).status === 0;

/**
 * Whether a program can run on this machine. One in Python, and what a shell does with Python, always can where
 * EPSIE_REQUIRE_PYTHON is set, and one in R where EPSIE_REQUIRE_R is: what is missing is an error there.
 */
export function canRun({ language, needs, text }) {
  if (process.env.EPSIE_REQUIRE_PYTHON !== undefined) needs = needs.filter((command) => command !== 'python3');
  else if (language === 'py' && pythonFor(text) === undefined) return false;
  if (language === 'r' && process.env.EPSIE_REQUIRE_R === undefined && !hasRFor(text)) return false;
  return needs.every(isThere);
}
