// Turns code blocks into programs: writes them, type-checks them all at once, runs them.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { pythonFor } from './commands.mjs';

/** Time limit of a program in milliseconds. */
const TIME_LIMIT = 60_000;

// The `tsconfig.json` of the guide.
const COMPILER_OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  skipLibCheck: true,
  inlineSourceMap: true,
};

/**
 * Writes the blocks of a document into a folder, on the same lines as in the document, so that messages of compiler and runtime name the
 * right line. A block without a name becomes a separate file.
 *
 * @returns {{ document: string, line: number, language: string, first: boolean, needs: string[], path: string, text: string,
 * module: boolean }[]} one program per file; a `module` is imported or started by another program of the document and not run by itself
 */
export function writePrograms(folder, document, blocks) {
  mkdirSync(folder, { recursive: true });
  const files = new Map();
  for (const { language, file, line, code, first = false, needs = [] } of blocks) {
    const path = join(folder, file ?? `line-${line}.${language}`);
    const program = files.get(path) ?? { document, line, language, first, needs, path, text: '' };
    const above = line - program.text.split('\n').length;
    files.set(path, { ...program, text: `${program.text}${'\n'.repeat(Math.max(above, 0))}${code}` });
  }
  const programs = [...files.values()];
  for (const { path, text } of programs) writeFileSync(path, `${text}\n`);
  return programs.map((program) => ({ ...program, module: programs.some((other) => uses(other, program)) }));
}

function uses({ language, text, path: own }, { path }) {
  const name = basename(path).replace(/ts$/, 'js');
  return own !== path && text.includes(language === 'sh' ? `node ${name}` : `'./${name}'`);
}

/** Compiles all programs and returns the errors of the compiler, with document and line. */
export function compile(programs) {
  const paths = programs.filter(({ language }) => language === 'ts').map(({ path }) => path);
  const documents = new Map(programs.map(({ path, document }) => [path, document]));
  const compiler = ts.createProgram(paths, COMPILER_OPTIONS);
  const errors = ts.getPreEmitDiagnostics(compiler).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined) return message;
    const line = ts.getLineAndCharacterOfPosition(file, start).line + 1;
    return `${documents.get(file.fileName) ?? file.fileName}:${line}: ${message}`;
  });
  compiler.emit();
  return errors;
}

let free = availableParallelism();
const waiting = [];

/**
 * Returns a function that runs one of the programs in its folder, after those of the same document that run `first`, and resolves with the
 * error, if any.
 */
export function createRunner(programs) {
  const results = new Map();
  const run = (program) => {
    if (!results.has(program)) results.set(program, runAfter(programsBefore(program, programs)));
    return results.get(program);
    async function runAfter(others) {
      for (const other of others) await run(other);
      return runSoon(program);
    }
  };
  return run;
}

function programsBefore(program, programs) {
  const first = programs.filter((other) => other.document === program.document && other.first && !other.module);
  return program.first ? first.slice(0, first.indexOf(program)) : first;
}

async function runSoon(program) {
  if (free === 0) await new Promise((resolve) => waiting.push(resolve));
  else free--;
  try {
    return await runNow(program);
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else free++;
  }
}

// With source maps an error names the line in the document, but every program takes twice as long to start.
function commandOf({ language, path, text }, options = []) {
  if (language === 'sh') return ['bash', '-e', path];
  if (language === 'py') return [pythonFor(text) ?? 'python3', path];
  if (language === 'r') return ['Rscript', path];
  return [process.execPath, ...options, '--unhandled-rejections=strict', path.replace(/ts$/, 'js')];
}

async function runNow(program) {
  const failure = await start(program, commandOf(program));
  return failure && ((await start(program, commandOf(program, ['--enable-source-maps']))) ?? failure);
}

async function start({ document, line, path }, [command, ...args]) {
  const child = spawn(command, args, { cwd: dirname(path), stdio: ['ignore', 'pipe', 'pipe'], timeout: TIME_LIMIT });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const [code, signal] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)));
  if (code === 0) return undefined;
  const end = signal === null ? `exit code ${code}` : `${signal} (after at most ${TIME_LIMIT / 1000} s)`;
  return `${document}:${line}: ${end}\n${output.replaceAll(path, document)}`;
}
