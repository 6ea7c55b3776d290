// Checks the words of everything that a person reads: comments, messages and test titles of the sources, and all Markdown.
// `node tools/lint/prose.mjs [file …]`; without files, all that git tracks. The voice it protects is described in CONTRIBUTING.md.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Patterns to avoid, each with what to write instead. */
const EVERYWHERE = [
  [/\b[Ss]hall\b/, 'must, should or will'],
  [/\blest\b/i, 'so that … not'],
  [/\banew\b/i, 'again'],
  [/\bamidst\b/i, 'in the middle of'],
  [/\bhow manieth\b/i, 'n-th, every n-th'],
  [/\bto be had\b/i, 'available'],
  [/\bby custom\b/i, 'by convention'],
  [/\bthe rights? to do so\b/i, 'permission denied'],
  [/\b(?:is|are) none\b/i, 'is not a …'],
  [/\bthere with\b/i, 'only with'],
  [/\b(?:goes|go|went|going) on\b(?! top)/i, 'continue, resume'],
  [/\b(?:says|tells|told)\b/i, 'states, reports, prints'],
  [/\bgives\b/i, 'returns, yields, has'],
  [/\bstands? for itself\b/i, 'is'],
];

const DOC_COMMENTS = [
  [
    /^\/\*\*\s*(?:\*\s*)?(?:What|How|Made by|There with|Of the)\b/,
    'a noun phrase for a type, a verb (Returns, Throws) for a function',
  ],
];

const SOURCE = /\.(?:ts|mjs|js|sh)$/;
const IGNORED =
  /(?:^|\/)(?:fixtures|dist|node_modules)\/|pnpm-lock|\.changeset\/|tools\/lint\/prose|tools\/test\/prose/;

/** A comment, or a string in any kind of quotes. */
const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
const SHELL_COMMENT = /(?<=^|\s)#[^\n]*/g;
const FENCE = /^(\s*)(`{3,})[\s\S]*?^\1\2\s*$/gm;

/** Returns the parts of a file that people read, with their offsets. */
function partsOf(file, text) {
  if (file.endsWith('.md')) {
    const blank = (block) => block.replaceAll(/[^\n]/g, ' ');
    return [{ text: text.replaceAll(FENCE, blank).replaceAll(/`[^`\n]*`/g, blank), offset: 0 }];
  }
  const token = file.endsWith('.sh') ? SHELL_COMMENT : TOKEN;
  return Array.from(text.matchAll(token), (match) => ({ text: match[0], offset: match.index }));
}

/** Returns one line for each pattern that a file should not have. */
export function problemsOf(file, text) {
  return partsOf(file, text).flatMap((part) => {
    const rules = part.text.startsWith('/**') ? [...EVERYWHERE, ...DOC_COMMENTS] : EVERYWHERE;
    return rules.flatMap(([pattern, better]) => {
      const all = new RegExp(pattern, `${pattern.flags.replace('g', '')}g`);
      return Array.from(part.text.matchAll(all), (match) => {
        const line = text.slice(0, part.offset + match.index).split('\n').length;
        return `${file}:${line}: '${match[0].replaceAll(/\s+/g, ' ')}': write ${better}`;
      });
    });
  });
}

function main(names) {
  const tracked = () => execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  const files = names.length > 0 ? names.map((name) => relative(root, resolve(name))) : tracked();
  const read = files.filter((file) => (SOURCE.test(file) || file.endsWith('.md')) && !IGNORED.test(file));
  const problems = read.flatMap((file) => problemsOf(file, readFileSync(resolve(root, file), 'utf8')));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) console.error(`${problems.length} phrases to reword: see "Voice" in CONTRIBUTING.md`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
