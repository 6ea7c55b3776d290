// Finds the code blocks in Markdown, and in the doc comments of TypeScript sources.

/** Languages of blocks that run, by the word after the fence, and of those that are only shown. */
const RUN = { ts: 'ts', js: 'js', sh: 'sh', py: 'py', r: 'r' };
const SHOWN = ['text', 'json', 'html'];

const FENCE = /^( *)(`{3,})(.*)$/;
const NO_RUN = /^no-run: \S/;
const NEEDS = /^needs: (\S+(?: \S+)*)$/;
const FILE_NAME = /^(?:\/\/ ([\w-]+\.[jt]s)|# ([\w-]+\.py))\b/;

/**
 * Returns the blocks of a document that run.
 *
 * The fence names the language: `ts`, `js`, `sh`, `py` or `r`. `ts no-run: reason` keeps a block from running. `ts first` runs it before all
 * unmarked blocks of its document, in the order of the document. `sh needs: a b` runs it only where the commands a and b are installed. A
 * first line `// name.ts` or `# name.py` names the file of the block; blocks with the same name form one file.
 *
 * @param {string} name of the document, for messages
 * @param {string} text in Markdown, or TypeScript with Markdown in its doc comments
 * @returns {{ language: string, file?: string, first: boolean, needs: string[], line: number, code: string }[]} `line` is that of the
 * first line of the code
 */
export function readBlocks(name, text) {
  const lines = (name.endsWith('.ts') ? uncomment(text) : text).split('\n');
  const blocks = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent, fence, info] = FENCE.exec(lines[i]) ?? [];
    if (fence === undefined) continue;
    const start = i + 1;
    do i++;
    while (i < lines.length && lines[i].trim() !== fence);
    if (i === lines.length) throw new Error(`${name}:${start}: this code block does not end`);
    const how = readInfo(info.trim(), `${name}:${start}`);
    if (how === undefined) continue;
    const code = lines.slice(start, i).map((line) => line.slice(indent.length));
    blocks.push({ ...how, file: fileOf(code[0]), line: start + 1, code: code.join('\n') });
  }
  return blocks;
}

const fileOf = (line) =>
  FILE_NAME.exec(line)
    ?.slice(1)
    .find((name) => name !== undefined);

/** Returns how a block runs; undefined if it is only shown. */
function readInfo(info, place) {
  const [language, ...rest] = info.split(' ');
  const marker = rest.join(' ');
  if (!(language in RUN) && !SHOWN.includes(language)) {
    const known = [...Object.keys(RUN), ...SHOWN].join(', ');
    throw new Error(`${place}: expected the language of this code block to be one of ${known}, got '${language}'`);
  }
  const needs = NEEDS.exec(marker)?.[1].split(' ') ?? [];
  if (marker !== '' && marker !== 'first' && needs.length === 0 && !NO_RUN.test(marker)) {
    const markers = "nothing, 'first', 'needs: commands' or 'no-run: reason'";
    throw new Error(`${place}: expected ${markers} after '${language}', got '${marker}'`);
  }
  if (NO_RUN.test(marker) || SHOWN.includes(language)) return undefined;
  return { language: RUN[language], first: marker === 'first', needs };
}

/** Returns only the text of the doc comments, on the same lines. */
function uncomment(source) {
  let inside = false;
  return source
    .split('\n')
    .map((line) => {
      inside ||= line.trimStart().startsWith('/**');
      const text = inside ? line.replace(/^ *(\/\*\*|\*\/?) ?/, '').replace(/\*\/ *$/, '') : '';
      inside &&= !line.includes('*/');
      return text;
    })
    .join('\n');
}
