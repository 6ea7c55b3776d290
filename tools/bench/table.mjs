import { passes } from './harness.mjs';

/** @typedef {import('./harness.mjs').Row} Row */

const COLUMNS = ['benchmark', 'measured', 'reference', 'ratio', 'target', '', 'of the repetitions'];

/**
 * Formats rows as a table of text.
 *
 * @param {readonly Row[]} rows
 */
export function formatTable(rows) {
  const lines = [COLUMNS, ...rows.map(cells)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const format = (/** @type {readonly string[]} */ line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [format(COLUMNS), rule, ...lines.slice(1).map(format)].join('\n');
}

/**
 * @param {Row} row
 * @returns {string[]}
 */
function cells(row) {
  if (row.failed) return [row.name, 'failed, see above', '', '', '', 'FAIL', ''];
  if (row.skipped !== undefined) return [row.name, row.skipped, '', '', targetOf(row), 'not measured', ''];
  const ratio = row.ratio === undefined ? '' : row.ratio.toFixed(2);
  const verdict = row.target === undefined ? '' : passes(row) ? 'pass' : 'FAIL';
  return [row.name, row.measured, row.reference ?? '', ratio, targetOf(row), verdict, row.method ?? ''];
}

/** @param {Row} row */
function targetOf({ target }) {
  if (target === undefined) return '';
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
}
