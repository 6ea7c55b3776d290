import test from 'ava';
import { explainImportFailure } from '#src/platform/import-failure.js';

const failure = (code: string, message: string): Error => Object.assign(new TypeError(message), { code });

const explained = (code: string, url: string): { readonly message: string; readonly cause: unknown } =>
  explainImportFailure(failure(code, 'No'), url, '20.20.2') as Error & { cause: unknown };

test('the error of an unknown TypeScript extension states how to run the program', (t) => {
  for (const extension of ['ts', 'mts', 'cts', 'ts?v=1']) {
    t.is(
      explained('ERR_UNKNOWN_FILE_EXTENSION', `file:///line.${extension}`).message,
      'No. Node 20.20.2 does not run TypeScript here, and a loader such as tsx may not reach worker threads. Compile the ' +
        'program with `tsc` and start the .js file, use Node 22.18 or later, or run the chains in this thread, without a pool',
    );
  }
  const { message } = explained('ERR_UNKNOWN_FILE_EXTENSION', 'file:///line.tsx');
  t.is(message, 'No. Node does not run .tsx files: rename the module to .ts, or compile the program with `tsc`');
});

test('the error of syntax beyond types states what to replace', (t) => {
  t.is(
    explained('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX', 'file:///line.ts').message,
    'No. Node only strips types here. Replace enums, namespaces and parameter properties (the compiler option ' +
      '`erasableSyntaxOnly` finds them), or compile the program with `tsc` and start the .js file',
  );
});

test('the error of TypeScript in node_modules states that it must be compiled', (t) => {
  t.is(
    explained('ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING', 'file:///node_modules/a/line.ts').message,
    'No. Node does not strip types inside node_modules. Have the package ship compiled .js files, or move the module ' +
      'out of node_modules',
  );
});

test('keeps the code and the cause', (t) => {
  const cause = failure('ERR_UNKNOWN_FILE_EXTENSION', 'No');
  const error = explainImportFailure(cause, 'file:///line.ts', '20.20.2');
  t.like(error, { code: 'ERR_UNKNOWN_FILE_EXTENSION', cause });
});

test('returns any other error unchanged', (t) => {
  for (const error of [failure('ERR_UNKNOWN_FILE_EXTENSION', 'No'), new Error('mine'), 'thrown', undefined])
    t.is(explainImportFailure(error, 'file:///line.py', undefined), error);
});
