import { assertIntact, CorruptFile } from './corrupt-file.ts';
import type { TreeNode } from './tree/nodes.ts';

/** The member that describes the others. */
export const META = 'meta.json';
/** Name of the format in a file. */
export const FORMAT = 'epsie-state';
/** Version of the format. */
export const FORMAT_SCHEMA = 1;

/** Contents of {@link META}. */
export type Meta = {
  /** {@link FORMAT}. */
  readonly format: string;
  /** Version of the format. */
  readonly schema: number;
  /** The state of the sampler. */
  readonly state: TreeNode;
  /** Plain data that a run stores with it. */
  readonly run?: TreeNode;
};

/** Nesting depth of brackets: twice what the deepest tree needs, and less than what overflows the stack of a JSON parser. */
const MAX_NESTING = 1000;

/** Returns the text of {@link META}, formatted for people. */
export const writeMeta = (meta: Meta): Uint8Array => new TextEncoder().encode(`${textOf(meta, '\n')}\n`);

const LINE = 100;

/** Returns JSON with short arrays and objects on one line. */
function textOf(node: TreeNode, newLine: string): string {
  if (typeof node !== 'object' || node === null) return JSON.stringify(node);
  const inner = `${newLine} `;
  if (Array.isArray(node))
    return bracketed(
      '[',
      (node as TreeNode[]).map((item) => textOf(item, inner)),
      ']',
      newLine,
    );
  const fields = Object.entries(node).map(
    ([key, item]) => `${JSON.stringify(key)}: ${textOf(item as TreeNode, inner)}`,
  );
  return bracketed('{', fields, '}', newLine);
}

function bracketed(open: string, items: readonly string[], close: string, newLine: string): string {
  const length = items.reduce((sum, item) => sum + item.length + 2, 0);
  if (length <= LINE && !items.some((item) => item.includes('\n'))) return open + items.join(', ') + close;
  return `${open}${newLine} ${items.join(`,${newLine} `)}${newLine}${close}`;
}

/** Parses a member as a JSON object. */
export function readJson(bytes: Uint8Array): { readonly [key: string]: TreeNode } {
  checkNesting(bytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new CorruptFile(`${META} is not JSON`);
  }
  assertIntact(typeof value === 'object' && value !== null && !Array.isArray(value), `${META} is not a JSON object`);
  return value as { readonly [key: string]: TreeNode };
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, BRACE_BIT] = [0x22, 0x5c, 0x5b, 0x5d, 0x20];

// Parsers of some engines recurse.
function checkNesting(bytes: Uint8Array): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) i += byte === BACKSLASH ? 1 : 0;
    // A brace is the bracket with one more bit set.
    else if ((byte | BRACE_BIT) === (OPEN | BRACE_BIT)) depth++;
    else if ((byte | BRACE_BIT) === (CLOSE | BRACE_BIT)) depth--;
    if (depth > MAX_NESTING) throw new CorruptFile(`${META} has more than ${MAX_NESTING} nested brackets`);
  }
}
