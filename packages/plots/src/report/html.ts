import { element, escaped } from '../svg/element.ts';

/** Returns text as markup, with `_{…}` as subscripts and `^{…}` as superscripts. */
export const richText = (label: string): string =>
  escaped(label)
    .replaceAll(/_\{([^{}]*)\}/g, '<sub>$1</sub>')
    .replaceAll(/\^\{([^{}]*)\}/g, '<sup>$1</sup>');

/** Returns text as markup, with what is between backquotes as code. */
export const proseText = (message: string): string => escaped(message).replaceAll(/`([^`]*)`/g, '<code>$1</code>');

/** Returns a paragraph of markup. */
export const paragraph = (markup: string, className?: string): string => element('p', { class: className }, markup);

/** Returns a section with a heading. */
export const section = (heading: string, ...content: readonly string[]): string =>
  element('section', {}, element('h2', {}, escaped(heading)), ...content);

/** Returns a box that scrolls where its content is wider than the page, also with the keyboard. */
export const scrolling = (label: string, content: string): string =>
  element('div', { class: 'box', tabindex: '0', role: 'region', 'aria-label': label }, content);

/** Returns a table in a box of its own. Cells are markup: the first row is the head, the first cell of each row names it. */
export function table(label: string, [head = [], ...body]: readonly (readonly string[])[]): string {
  const heads = head.map((cell) => element('th', { scope: 'col' }, cell));
  const rows = body.map(([name = '', ...cells]) =>
    element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell))),
  );
  const content = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
  return scrolling(label, content);
}

/** Returns a list of terms with their descriptions, both markup. */
export const definitions = (entries: readonly (readonly [term: string, description: string])[]): string =>
  element(
    'dl',
    {},
    ...entries.map(([term, text]) => element('div', {}, element('dt', {}, term), element('dd', {}, text))),
  );

/** Returns a list of paragraphs with their severities. */
export const findingList = (findings: readonly { readonly severity: string; readonly message: string }[]): string =>
  findings.length === 0
    ? ''
    : element(
        'ul',
        { class: 'findings' },
        ...findings.map(({ severity, message }) =>
          element('li', {}, element('strong', { class: severity }, severity), ` ${proseText(message)}`),
        ),
      );
