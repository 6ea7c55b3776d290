import { stripVTControlCharacters } from 'node:util';

/** Returns the number of columns of a text on a terminal: colours and combining marks such as that of R̂ have none. */
export const widthOf = (text: string): number =>
  [...stripVTControlCharacters(text).replaceAll(/\p{Mark}/gu, '')].length;

/** Pads a text with spaces: on the left if `right` is true. */
export function pad(text: string, width: number, right: boolean): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? room + text : text + room;
}

/** Shortens a text to a width, with an ellipsis at its end. */
export const shortened = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join('')}…`;

/** Returns lines of at most `width` characters, those after the first indented. A longer word has a line of its own. */
export function wrapped(text: string, width: number, indent = ''): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width, indent))
    .join('\n');
}

function wrapLine(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  // The indentation of the first line is kept.
  let line = /^ */.exec(text)?.[0] ?? '';
  let isEmpty = true;
  for (const word of text.trim().split(/ +/)) {
    if (!isEmpty && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = indent + word;
    } else line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** Returns lines of a term and its description, the descriptions aligned and wrapped. */
export function definitions(entries: readonly (readonly [term: string, description: string])[], width: number): string {
  const longest = Math.max(0, ...entries.map(([term]) => widthOf(term)));
  const column = Math.min(longest, Math.floor(width / 2)) + 2;
  const indent = ' '.repeat(column);
  return entries
    .map(([term, description]) => {
      const body = wrapped(description, width - column).replaceAll('\n', `\n${indent}`);
      return widthOf(term) > column - 2 ? `${term}\n${indent}${body}` : `${pad(term, column, false)}${body}`;
    })
    .join('\n');
}
