// Makes programs of code blocks: writes them, type-checks them all at once, runs them.
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';

/** How long a program may take, in milliseconds. */
const LIMIT = 60_000;

const COMPILER_OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: ['node'],
  skipLibCheck: true,
  inlineSourceMap: true,
};

/**
 * Writes the blocks of a document into a folder, each on the lines where it stands in the document: messages of compiler and
 * runtime then name the right line. A block without a name is a file of its own.
 *
 * @returns {{ document: string, line: number, language: string, path: string, module: boolean }[]} one program per file; a
 * `module` is used by another program of the document and not run by itself
 */
export function writePrograms(folder, document, blocks) {
  mkdirSync(folder, { recursive: true });
  const files = new Map();
  for (const { language, file, line, code } of blocks) {
    const path = join(folder, file ?? `line-${line}.${language}`);
    const program = files.get(path) ?? { document, line, language, path, text: '' };
    const above = line - program.text.split('\n').length;
    files.set(path, { ...program, text: `${program.text}${'\n'.repeat(Math.max(above, 0))}${code}` });
  }
  const programs = [...files.values()];
  for (const { path, text } of programs) writeFileSync(path, `${text}\n`);
  return programs.map((program) => ({ ...program, module: programs.some((other) => uses(other, program)) }));
}

const uses = ({ text, path: own }, { path }) =>
  own !== path && text.includes(`'./${basename(path).replace(/ts$/, 'js')}'`);

/** Compiles all programs and gives what the compiler objects to, by document and line. */
export function compile(programs) {
  const paths = programs.filter(({ language }) => language === 'ts').map(({ path }) => path);
  const documents = new Map(programs.map(({ path, document }) => [path, document]));
  const compiler = ts.createProgram(paths, COMPILER_OPTIONS);
  const objections = ts.getPreEmitDiagnostics(compiler).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n');
    if (file === undefined) return message;
    const line = ts.getLineAndCharacterOfPosition(file, start).line + 1;
    return `${documents.get(file.fileName) ?? file.fileName}:${line}: ${message}`;
  });
  compiler.emit();
  return objections;
}

let free = availableParallelism();
const waiting = [];

/** Runs a program in its folder, when it is its turn; gives what went wrong, if it did. */
export async function run(program) {
  if (free === 0) await new Promise((resolve) => waiting.push(resolve));
  else free--;
  try {
    return await runNow(program);
  } finally {
    if (waiting.length > 0) waiting.shift()();
    else free++;
  }
}

async function runNow({ document, line, language, path }) {
  const [command, ...args] =
    language === 'sh'
      ? ['bash', '-e', path]
      : [process.execPath, '--enable-source-maps', '--unhandled-rejections=strict', path.replace(/ts$/, 'js')];
  const child = spawn(command, args, { cwd: dirname(path), stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  const [code, signal] = await new Promise((resolve) => child.on('close', (...end) => resolve(end)));
  if (code === 0) return undefined;
  const end = signal === null ? `exit code ${code}` : `${signal} (after at most ${LIMIT / 1000} s)`;
  return `${document}:${line}: ${end}\n${output.replaceAll(path, document)}`;
}
