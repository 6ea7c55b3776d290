// Colours: contrast by WCAG 2.2, and differences as those see them who lack a cone.

import test from 'ava';
import { PALETTES } from '#src/theme/theme.js';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

// Machado, Oliveira & Fernandes 2009, IEEE Trans. Vis. Comput. Graph. 15, 1291: severity 1, in linear RGB.
const SEEN: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Returns CIELAB coordinates, for D65. */
function lab(rgb: Rgb, matrix: (typeof SEEN)[string]): Rgb {
  const [r, g, b] = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, x, i) => sum + x * (rgb[i] as number), 0),
      ),
    ),
  ) as unknown as Rgb;
  const xyz = [
    (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
    0.2126729 * r + 0.7151522 * g + 0.072175 * b,
    (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
  ];
  const [x, y, z] = xyz.map((t) =>
    t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116,
  ) as unknown as Rgb;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const difference = (a: string, b: string, matrix: (typeof SEEN)[string]): number => {
  const [p, q] = [lab(linear(a), matrix), lab(linear(b), matrix)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

/** ΔE (CIE 1976) from which on lines of 1.5 pixels are distinct: several times that of large areas, which is 2.3. */
const DISTINCT = 20;

/** Returns the pairs of colours that are not distinct. */
const alike = (colors: readonly string[], matrix: (typeof SEEN)[string]): string[] =>
  colors.flatMap((a, i) =>
    colors
      .slice(i + 1)
      .map((b) => [a, b, difference(a, b, matrix)] as const)
      .filter(([, , d]) => d < DISTINCT)
      .map(([p, q, d]) => `${p} ${q}: ${d.toFixed(1)}`),
  );

for (const [name, { ink, muted, paper, series, grid }] of Object.entries(PALETTES)) {
  test(`text of the ${name} theme has a contrast of 4.5, on paper and on shade`, (t) => {
    for (const color of [ink, muted]) t.true(contrast(color, paper) >= 4.5, `${color}: ${contrast(color, paper)}`);
    t.true(contrast(ink, grid) >= 4.5, String(contrast(ink, grid)));
  });
  test(`marks of the ${name} theme have a contrast of 3`, (t) => {
    for (const color of series) t.true(contrast(color, paper) >= 3, `${color}: ${contrast(color, paper)}`);
  });
  for (const [sight, matrix] of Object.entries(SEEN))
    test(`colours of the ${name} theme are distinct with ${sight}`, (t) => {
      t.deepEqual(alike(series, matrix), []);
    });
}

test('red and green of one luminance would fail this test', (t) => {
  t.not(alike(['#c04040', '#40803c'], SEEN['deuteranopia'] as (typeof SEEN)[string]).length, 0);
});
