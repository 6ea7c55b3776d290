// Finds the commands of this machine that a code block needs.
import { spawnSync } from 'node:child_process';

// The user's interpreter before that of the system.
const PYTHONS = ['python3', '/usr/bin/python3'];
const IMPORT = /^ *(?:import|from) +(\w+)/gm;

const found = new Map();

/** Returns the command of a Python with the modules that a program imports, if there is one. */
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

/** Checks whether there is an R with the packages that a program uses. */
export function hasRFor(text) {
  const packages = [...text.matchAll(/\blibrary\((\w+)\)|\b(\w+)::/g)].map(([, loaded, named]) => loaded ?? named);
  const code = ['TRUE', ...packages.map((name) => `requireNamespace('${name}')`)].join(' && ');
  if (!found.has(code))
    found.set(code, spawnSync('Rscript', ['-e', `if (!(${code})) quit(status = 1)`], { stdio: 'ignore' }).status === 0);
  return found.get(code);
}

const isInstalled = (command) =>
  spawnSync('bash', ['-c', 'command -v "$0"', command], { stdio: 'ignore' }).status === 0;

/**
 * Checks whether a program can run on this machine. If EPSIE_REQUIRE_PYTHON is set, programs in Python, and shells that run Python, always
 * run, and so does R if EPSIE_REQUIRE_R is set: a missing command is an error then.
 */
export function canRun({ language, needs, text }) {
  if (process.env.EPSIE_REQUIRE_PYTHON !== undefined) needs = needs.filter((command) => command !== 'python3');
  else if (language === 'py' && pythonFor(text) === undefined) return false;
  if (language === 'r' && process.env.EPSIE_REQUIRE_R === undefined && !hasRFor(text)) return false;
  return needs.every(isInstalled);
}
