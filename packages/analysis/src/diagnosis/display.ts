import { type Display, htmlParagraphs, htmlTable, showAs } from '../notebook/display.ts';
import type { Finding } from './finding.ts';

/** A verdict and its findings. */
type Shown = { readonly ok: boolean; readonly findings: readonly Finding[] };

/** Makes notebooks show the findings of a diagnosis. */
export const shown = <D extends Shown>(diagnosis: D): D => showAs(diagnosis, displayOf);

function displayOf({ ok, findings }: Shown): Display {
  const verdict = ok ? 'Nothing speaks against the draws' : 'Do not believe the draws yet';
  const rows = findings.map(({ severity, message }) => [severity, message]);
  const table = rows.length === 0 ? '' : htmlTable([['severity', 'finding'], ...rows]);
  return {
    'text/plain': [verdict, ...rows.map((row) => row.join(': '))].join('\n'),
    'text/html': htmlParagraphs([verdict]) + table,
  };
}
