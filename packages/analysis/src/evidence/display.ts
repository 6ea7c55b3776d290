import { type Display, htmlParagraphs, htmlTable, showAs } from '../notebook/display.ts';

type Estimate = { readonly logEvidence: number };
type WithError = Estimate & { readonly standardError: number };

/** Numbers and warnings that are shown. */
type Shown = WithError & {
  readonly byMethod: {
    readonly mbar: WithError;
    readonly bar: Estimate;
    readonly steppingStone: Estimate;
    readonly thermodynamicIntegration: Estimate;
    readonly thermodynamicIntegrationCorrected: Estimate;
  };
  readonly warnings: readonly { readonly message: string }[];
};

/** Makes notebooks show an evidence by all methods, with its warnings. */
export const shown = <E extends Shown>(evidence: E): E => showAs(evidence, displayOf);

function displayOf({ logEvidence, standardError, byMethod, warnings }: Shown): Display {
  const { mbar, bar, steppingStone, thermodynamicIntegration, thermodynamicIntegrationCorrected } = byMethod;
  const rows = [
    ['method', 'log evidence', 'standard error'],
    ['MBAR', fixed(mbar.logEvidence), fixed(mbar.standardError)],
    ['BAR', fixed(bar.logEvidence), ''],
    ['stepping stone', fixed(steppingStone.logEvidence), ''],
    ['thermodynamic integration', fixed(thermodynamicIntegration.logEvidence), ''],
    ['the same, corrected', fixed(thermodynamicIntegrationCorrected.logEvidence), ''],
  ];
  const messages = warnings.map(({ message }) => message);
  return {
    'text/plain': [`Log evidence ${fixed(logEvidence)} ± ${fixed(standardError)}`, ...messages].join('\n'),
    'text/html': htmlTable(rows) + htmlParagraphs(messages),
  };
}

const fixed = (x: number): string => x.toFixed(3);
