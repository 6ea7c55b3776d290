import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { mainIn } from './main.ts';
import { MODEL, modelIn } from './model.ts';
import { likelihoodInPython, modelOverPython, PYTHON } from './python.ts';
import { readmeOf } from './readme.ts';

/** Contents of files by name. */
export type Files = { readonly [name: string]: string };

/** Packages of a project. They have the same version, or their own `package.json` states it. */
const PACKAGES = ['@epsie/analysis', '@epsie/core', '@epsie/io', '@epsie/pool-threads', '@epsie/priors'];

/** Languages of a project. */
export type Languages = {
  /** Whether it is in TypeScript. */
  readonly isTyped: boolean;
  /** Whether its likelihood is in Python. */
  readonly isPython: boolean;
};

/**
 * Returns the files of a new project: a model, a program, `package.json` and a README; of one in TypeScript, also its settings; of one over
 * Python, also the likelihood.
 */
export function projectFiles(directory: string, { isTyped, isPython }: Languages): Files {
  const [folder, ending] = isTyped ? ['src/', 'ts'] : ['', 'js'];
  const name = packageName(basename(resolve(directory)));
  return {
    'package.json': `${JSON.stringify(packageOf(name, { isTyped, isPython }), undefined, 2)}\n`,
    ...(isTyped ? { 'tsconfig.json': `${JSON.stringify(TSCONFIG, undefined, 2)}\n` } : {}),
    '.gitignore': `node_modules/\n${isTyped ? 'dist/\n' : ''}${isPython ? '__pycache__/\n' : ''}*.run/\n`,
    'README.md': readmeOf(name, isPython ? PYTHON : `${folder}${MODEL}.${ending}`, isTyped),
    ...(isPython ? { [PYTHON]: likelihoodInPython() } : {}),
    [`${folder}${MODEL}.${ending}`]: isPython ? modelOverPython(isTyped ? '../' : './') : modelIn(),
    [`${folder}main.${ending}`]: mainIn(),
  };
}

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    rootDir: 'src',
    outDir: 'dist',
  },
  include: ['src'],
};

function packageOf(name: string, { isTyped, isPython }: Languages): object {
  const main = isTyped ? 'dist/main.js' : 'main.js';
  return {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: { ...(isTyped ? { build: 'tsc', start: `tsc && node ${main}` } : { start: `node ${main}` }) },
    dependencies: Object.fromEntries(
      [...PACKAGES, ...(isPython ? ['@epsie/python'] : [])].map((dependency) => [dependency, versionOf(dependency)]),
    ),
    ...(isTyped ? { devDependencies: { '@types/node': '^20.19.0', typescript: '>=5.9' } } : {}),
  };
}

// Of packages that are not installed with this command, the version of core.
function versionOf(name: string): string {
  const require = createRequire(import.meta.url);
  const read = (path: string): string => `^${(require(path) as { version: string }).version}`;
  try {
    return read(`${name}/package.json`);
  } catch {
    return read('@epsie/core/package.json');
  }
}

const packageName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'epsie-project';
