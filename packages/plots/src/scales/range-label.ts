import { minus } from './ticks.ts';

/** Returns a median with its interval, to two digits of the width of the interval: `1.20 [0.80, 1.60]`. */
export function rangeLabel(median: number, [low, high]: readonly [number, number]): string {
  if (!Number.isFinite(median)) return 'no draws';
  const width = Math.abs(high - low) || Math.abs(median) || 1;
  const largest = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE);
  const digit = Math.floor(Math.log10(width)) - 1;
  const power = Math.floor(Math.log10(largest));
  const plain = power < 7 && digit > -7;
  const shown = (x: number): string => {
    if (plain) return minus(x.toFixed(Math.max(0, -digit)));
    const [digits = '', exponent = '0'] = x.toExponential(Math.min(15, Math.max(0, decimals(x, digit)))).split('e');
    return x === 0 ? '0' : `${minus(digits)}×10^{${minus(String(Number(exponent)))}}`;
  };
  return `${shown(median)} [${shown(low)}, ${shown(high)}]`;
}

const decimals = (x: number, digit: number): number => (x === 0 ? 0 : Math.floor(Math.log10(Math.abs(x))) - digit);
