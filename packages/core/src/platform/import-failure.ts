import { typeError } from '../errors/wrong-use.ts';
/**
 * Returns the error of an import, with advice if the host cannot run the TypeScript of the module. The main program may run all
 * the same: a loader such as tsx strips the types, but only in the main thread.
 *
 * @param node version of Node; undefined on other hosts
 */
export function explainImportFailure(error: unknown, url: string, node: string | undefined): unknown {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const advice = adviceFor(code, url, node ?? '');
  if (advice === undefined) return error;
  return Object.assign(typeError(`${String(message)}. ${advice}`, { cause: error }), { code });
}

function adviceFor(code: unknown, url: string, node: string): string | undefined {
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && TYPESCRIPT.test(url)) return unknownExtension(url, node);
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') return UNSUPPORTED_SYNTAX;
  if (code === 'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING') return IN_NODE_MODULES;
  return undefined;
}

const TYPESCRIPT = /\.([cm]?ts|tsx)(?:[?#]|$)/;

function unknownExtension(url: string, node: string): string {
  const [, extension] = TYPESCRIPT.exec(url) ?? [];
  if (extension === 'tsx')
    return 'Node does not run .tsx files: rename the module to .ts, or compile the program with `tsc`';
  return (
    `Node ${node} does not run TypeScript here, and a loader such as tsx may not reach worker threads. Compile the program with ` +
    '`tsc` and start the .js file, use Node 22.18 or later, or run the chains in this thread, without a pool'
  );
}

const UNSUPPORTED_SYNTAX =
  'Node only strips types here. Replace enums, namespaces and parameter properties (the compiler option ' +
  '`erasableSyntaxOnly` finds them), or compile the program with `tsc` and start the .js file';

const IN_NODE_MODULES =
  'Node does not strip types inside node_modules. Have the package ship compiled .js files, or move the module out of ' +
  'node_modules';
