import { parametersOf, type Reading } from '@epsie/analysis/sources';
import { element, escaped } from '../svg/element.ts';
import { definitions, findingList, richText, scrolling, section, table } from './html.ts';

/** Facts that a sampler or a run has beside its draws. */
type Known = {
  readonly seed?: bigint | number;
  readonly directory?: string;
  readonly created?: string;
  readonly samplingTime?: number;
  readonly sessions?: readonly SessionFacts[];
  readonly warnings?: readonly (string | { readonly message: string })[];
};

type SessionFacts = {
  readonly began: string;
  readonly host: string;
  readonly pid: number;
  readonly node: string;
  readonly from: number;
};

/** Content of the section about the run. */
export type FactsOptions = { readonly burnIn: number; readonly labelOf: (name: string) => string };

const KINDS = { 'metropolis-hastings': 'Metropolis–Hastings', 'parallel-tempered': 'parallel tempering' };

/** Returns the path of a run without its folders; undefined of a sampler. */
export const nameOf = (source: unknown): string | undefined =>
  (source as Known).directory?.split(/[/\\]/).findLast((part) => part !== '');

/** Returns a line about the size of a run. */
export function sizeOf({ draws }: Reading): string {
  const { chains, temperatures, iterations, length } = draws;
  const levels = temperatures > 1 ? `, ${temperatures} levels` : '';
  return `${chains} ${chains === 1 ? 'chain' : 'chains'}${levels}, ${iterations} iterations, ${length} draws of each chain`;
}

/** Returns the section about what was run: sampler, seed, proposals, machines and times as far as the source has them. */
export function factsSection(source: unknown, reading: Reading, options: FactsOptions): string {
  const known = source as Known;
  const warnings = (known.warnings ?? []).map((warning) => (typeof warning === 'string' ? warning : warning.message));
  return section(
    'What was run',
    definitions(entriesOf(known, reading, options).map(([term, text]) => [escaped(term), text])),
    findingList(warnings.map((message) => ({ severity: 'warning', message }))),
    sessionTable(known.sessions ?? []),
    configurationOf(reading),
  );
}

function entriesOf(known: Known, reading: Reading, { burnIn, labelOf }: FactsOptions): (readonly [string, string])[] {
  const { configuration } = reading;
  const names = parametersOf(reading);
  const tempering = configuration?.tempering;
  const entries: (readonly [string, string | undefined])[] = [
    ['directory', known.directory && escaped(known.directory)],
    ['sampler', configuration && KINDS[configuration.kind]],
    ['parameters', `${names.length}: ${names.map((name) => richText(labelOf(name))).join(', ')}`],
    ['size', sizeOf(reading)],
    ['burn-in', burnIn === 0 ? 'none was left out' : `${burnIn} iterations were left out`],
    ['initial ladder', tempering && `β = ${tempering.betas.map((beta) => Number(beta.toPrecision(4))).join(', ')}`],
    ['proposals', configuration && escaped(configuration.proposals.map(proposalText).join('; '))],
    ['seed', known.seed === undefined ? undefined : String(known.seed)],
    ['created', known.created && escaped(known.created)],
    ['sampling time', known.samplingTime === undefined ? undefined : `${Number(known.samplingTime.toPrecision(3))} s`],
  ];
  return entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
}

function proposalText(proposal: unknown): string {
  const { kind = 'proposal', parameters = [] } = proposal as { kind?: string; parameters?: readonly string[] };
  return `${kind} of ${parameters.join(', ')}`;
}

function sessionTable(sessions: readonly SessionFacts[]): string {
  if (sessions.length === 0) return '';
  const head = ['session began', 'host', 'process', 'Node', 'iterations before'];
  const rows = sessions.map(({ began, host, pid, node, from }) =>
    [began, host, String(pid), node, String(from)].map(escaped),
  );
  return element('h3', {}, 'Sessions') + table('Sessions', [head, ...rows]);
}

function configurationOf({ configuration }: Reading): string {
  if (configuration === undefined) return '';
  const text = JSON.stringify(configuration, plain, 2).replaceAll(
    /\[\s+([-\d.,e+\s]+?)\s+\]/g,
    (_, list: string) => `[${list.replaceAll(/\s+/g, ' ')}]`,
  );
  const content = scrolling('Configuration as JSON', element('pre', {}, escaped(text)));
  return element('details', {}, element('summary', {}, 'Configuration'), content);
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as Iterable<number>);
  return value;
}
