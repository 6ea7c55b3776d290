import { PALETTES, styleSheet } from '../theme/theme.ts';

/** Colours of severities with a contrast of 4.5 and more to the paper. */
const SEVERITIES = {
  light: { error: '#b3261e', warning: '#8a4b00', fine: '#0b6b46' },
  dark: { error: '#ff8a80', warning: '#f5b461', fine: '#63eea0' },
};

function colors(theme: 'light' | 'dark'): string {
  const { ink, muted, grid, paper } = PALETTES[theme];
  const { error, warning, fine } = SEVERITIES[theme];
  return `:root{--ink:${ink};--muted:${muted};--line:${grid};--paper:${paper};--error:${error};--warning:${warning};--fine:${fine}}`;
}

const RULES = [
  '*{box-sizing:border-box}',
  'html{-webkit-text-size-adjust:100%}',
  "body{margin:0 auto;padding:1rem;max-width:60rem;background:var(--paper);color:var(--ink);font:16px/1.5 'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif;overflow-wrap:break-word}",
  'h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}',
  'h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}',
  'h3{font-size:1rem;margin:1.5rem 0 .25rem}',
  'p{margin:.5rem 0}',
  '.lead,.note,figcaption,dt{color:var(--muted)}',
  '.verdict{font-size:1.15rem;font-weight:600;border-left:.4rem solid var(--fine);padding-left:.75rem}',
  '.verdict.doubt{border-color:var(--error)}',
  '.number{font-size:1.3rem;font-weight:600}',
  '.findings{padding-left:1.2rem}',
  '.error{color:var(--error)}.warning{color:var(--warning)}.note strong,strong.note{color:var(--muted)}',
  '.box{overflow-x:auto;margin:.5rem 0}',
  'table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}',
  'th,td{text-align:right;padding:.25rem .6rem;white-space:nowrap;border-bottom:1px solid var(--line)}',
  'th:first-child{text-align:left;padding-left:0}',
  'tbody th{font-weight:600;white-space:normal;overflow-wrap:anywhere;min-width:6rem}',
  'figure{margin:.5rem 0 1.5rem}',
  'figure svg{display:block;width:100%;height:auto}',
  'figcaption{font-size:.875rem}',
  'dl{margin:.5rem 0}',
  'dl div{display:grid;grid-template-columns:9rem 1fr;gap:.75rem;padding:.15rem 0}',
  'dd{margin:0;min-width:0}',
  'pre{font-size:.8rem;line-height:1.35;margin:0}',
  'code{font-size:.9em}',
  'sub,sup{line-height:0}',
  '@media (max-width:30rem){dl div{grid-template-columns:1fr;gap:0}}',
  '@media print{body{max-width:none;padding:0;font-size:11pt}.box{overflow:visible}figure svg{min-width:0!important}figure,tr,.verdict{break-inside:avoid}h2,h3{break-after:avoid}table{font-size:7.5pt}th,td{padding:.15rem .3rem}}',
];

/** Returns the style sheet of a report and its figures: light and dark as the reader's system is set, and for paper. */
export const reportStyle = (): string =>
  [colors('light'), `@media (prefers-color-scheme:dark){${colors('dark')}}`, ...RULES, styleSheet('auto')].join('\n');
