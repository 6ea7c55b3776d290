/** Decimals beyond which a small number is written with an exponent. */
const MOST_DECIMALS = 6;
/** Numbers from here on have no exponent, however many decimals. */
const LEAST_FIXED = 1e-3;
/** Digits of a number. */
const MOST_DIGITS = 15;
/** Digits of a number without a known error. */
const DIGITS = 4;

/** Returns the number of decimals to the first digit of an error, negative for tens; undefined where the error is not positive. */
export function digitsFor(error: number): number | undefined {
  return error > 0 && Number.isFinite(error) ? -Math.floor(Math.log10(error)) : undefined;
}

/** Returns a number with that many decimals; with an exponent where it is small, or has more digits than a number. */
export function rounded(x: number, decimals: number | undefined): string {
  if (!Number.isFinite(x)) return String(x);
  if (decimals === undefined) return String(Number(x.toPrecision(DIGITS)));
  const isShort = decimals <= MOST_DECIMALS || (Math.abs(x) >= LEAST_FIXED && decimals <= MOST_DIGITS);
  if (decimals >= 0 && isShort) return unsigned(x.toFixed(decimals));
  const text = exponential(x, decimals);
  return decimals >= 0 || Math.abs(x) >= 10 ** MOST_DIGITS ? text : String(Number(text));
}

// With the digits down to that decimal.
function exponential(x: number, decimals: number): string {
  const digits = x === 0 ? -1 : Math.floor(Math.log10(Math.abs(x))) + decimals;
  if (digits >= 0) return x.toExponential(Math.min(digits, MOST_DIGITS));
  return digits === -1 && Math.abs(x) >= 5 * 10 ** -(decimals + 1) ? `${Math.sign(x)}e${-decimals}` : '0';
}

// Zero has no sign.
const unsigned = (text: string): string => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text);
