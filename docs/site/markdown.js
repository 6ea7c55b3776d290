// Markdown of the guides: formulas, and tables that scroll by themselves where a screen is narrower.
import katex from '@vscode/markdown-it-katex';

/** Adds to the parser what the guides need. */
export function extendMarkdown(md) {
  md.use(katex.default ?? katex, { throwOnError: true });
  // Whoever has no mouse scrolls what has the focus.
  md.renderer.rules.table_open = () => '<div class="table" tabindex="0" role="group" aria-label="Table"><table>';
  md.renderer.rules.table_close = () => '</table></div>';
  // The empty corner of a table is the heading of nothing.
  const isEmpty = (inline) => inline.content === '';
  md.renderer.rules.th_open = (tokens, at) => (isEmpty(tokens[at + 1]) ? '<td>' : '<th>');
  md.renderer.rules.th_close = (tokens, at) => (isEmpty(tokens[at - 1]) ? '</td>' : '</th>');
}
