/** Decimals beyond which a number is written with an exponent. */
const MOST_DECIMALS = 8;
/** Digits of a number without a known error. */
const DIGITS = 4;

/** Returns the number of decimals to the first digit of an error, negative for tens; undefined where the error is not positive. */
export function digitsFor(error: number): number | undefined {
  return error > 0 && Number.isFinite(error) ? -Math.floor(Math.log10(error)) : undefined;
}

/** Returns a number with that many decimals. */
export function rounded(x: number, decimals: number | undefined): string {
  if (!Number.isFinite(x)) return String(x);
  if (decimals === undefined) return String(Number(x.toPrecision(DIGITS)));
  if (decimals > MOST_DECIMALS) return exponential(x, decimals);
  if (decimals >= 0) return unsigned(x.toFixed(decimals));
  const unit = 10 ** -decimals;
  return String(Math.round(x / unit) * unit + 0);
}

function exponential(x: number, decimals: number): string {
  const digits = x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x))) + decimals;
  return digits < 0 ? '0' : x.toExponential(Math.min(digits, 15));
}

// Zero has no sign.
const unsigned = (text: string): string => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text);
