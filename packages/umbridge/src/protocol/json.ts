// Servers write numbers that JSON does not have: -inf, NaN. Outside of strings, JSON has no such words, and a sign or a digit before
// one would belong to another number.
const STRING_OR_WORD = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])[+-]?(?:infinity|inf|nan)(?![\w.+-])/gi;

/**
 * Parses JSON in which numbers may also be -inf, -Infinity, inf, Infinity, nan or NaN, in capital letters or not.
 *
 * @throws SyntaxError for anything else that is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseWithWords(text);
  }
}

function parseWithWords(text: string): unknown {
  // No string in the text is as long as the text with its quotes.
  const nan = 'N'.repeat(text.length);
  const replaced = text.replaceAll(STRING_OR_WORD, (part) => {
    if (part.startsWith('"')) return part;
    if (part.toLowerCase().endsWith('nan')) return `"${nan}"`;
    return part.startsWith('-') ? '-1e999' : '1e999';
  });
  return JSON.parse(replaced, (_key, value: unknown) => (value === nan ? Number.NaN : value));
}

/**
 * Writes a finite number so that every reader takes it for the same double: with a decimal point or an exponent, because languages with
 * integers would read `1` as one, and lose the sign of `-0`.
 */
export function writeNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}
