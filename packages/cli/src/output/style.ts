/** Colours of a terminal; without colours, all functions return the text as it is. */
export type Style = { readonly [name in 'bold' | 'dim' | 'red' | 'yellow' | 'green']: (text: string) => string };

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39] } as const;

/** Returns the style of a terminal with or without colours. */
export function styleOf(hasColors: boolean): Style {
  const entries = Object.entries(CODES).map(([name, [on, off]]) => {
    return [name, (text: string) => (hasColors && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text)];
  });
  return Object.fromEntries(entries) as Style;
}
