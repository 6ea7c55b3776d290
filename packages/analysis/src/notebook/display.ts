/** Forms of an object that a notebook chooses from. */
export type Display = { readonly 'text/plain': string; readonly 'text/html': string };

/** Method by which notebooks, such as those of Deno's kernel, show an object. */
const METHOD = Symbol.for('Jupyter.display');

/** Defines how notebooks show an object, or all of a prototype. The method is not enumerable: copies and comparisons do not see it. */
export function showAs<T extends object>(value: T, display: (value: T) => Display): T {
  return Object.defineProperty(value, METHOD, {
    value(this: T) {
      return display(this);
    },
  });
}

/** Returns a table as HTML, from texts row by row, the head first. */
export function htmlTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${body.map((cells) => row(cells, 'td')).join('')}</tbody></table>`;
}

/** Returns texts as paragraphs of HTML. */
export const htmlParagraphs = (texts: readonly string[]): string =>
  texts.map((text) => `<p>${escaped(text)}</p>`).join('');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
