import {
  describe,
  expected,
  expectOptions,
  expectPositive,
  rangeError,
  typeError,
  usageError,
} from '@epsie/core/checks';
import { Figure } from '../figure/figure.ts';

/** Options of {@link toPng}. */
export type PngOptions = {
  /** Pixels of the picture per pixel of the figure. Default 2. */
  readonly scale?: number;
  /** Paths of font files to use besides those of the system, for machines without any. Default: none. */
  readonly fonts?: readonly string[];
};

/** The part of `@resvg/resvg-js` that is used. */
type Renderer = {
  readonly Resvg: new (
    svg: string,
    options: object,
  ) => { render(): { asPng(): Uint8Array; readonly pixels: Uint8Array } };
};

const RENDERER = '@resvg/resvg-js';
/** Largest side of a picture in pixels. */
const LARGEST = 30_000;
/** A letter, to see whether there is any font. */
const PROBE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="sans-serif">x</text></svg>';

/**
 * Returns a figure as a PNG picture. It needs the package `@resvg/resvg-js`, which is an optional peer dependency of this one, and a font.
 * Figures with the theme 'auto' are light.
 *
 * @throws TypeError or RangeError for wrong options, and an error that names the remedy where the package or all fonts are missing
 */
export async function toPng(figure: Figure, options: PngOptions = {}): Promise<Uint8Array> {
  expectOptions('toPng', options, ['scale', 'fonts']);
  if (!(figure instanceof Figure)) throw typeError(expected('figure', 'a figure, such as that of `trace`', figure));
  const { scale = 2, fonts = [] } = options;
  if (expectPositive('scale', scale) * Math.max(figure.width, figure.height) > LARGEST)
    throw rangeError(
      `Expected a picture of at most ${LARGEST} pixels, got \`scale\` ${scale} of ${figure.width} × ${figure.height}`,
    );
  if (!Array.isArray(fonts) || fonts.some((path) => typeof path !== 'string'))
    throw typeError(`Expected \`fonts\` to be an array of paths, got ${describe(fonts)}`);
  const { Resvg } = await loadRenderer();
  const font = { loadSystemFonts: true, fontFiles: [...fonts] };
  if (new Resvg(PROBE, { font }).render().pixels.every((byte) => byte === 0))
    throw usageError(
      'Expected a font for the labels, found none. Install one (Debian: fonts-dejavu-core), or pass `fonts: [path]`',
    );
  return new Resvg(figure.svg, { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng();
}

async function loadRenderer(): Promise<Renderer> {
  // A name that bundlers do not follow: the package is optional.
  const name: string = RENDERER;
  try {
    return (await import(name)) as Renderer;
  } catch (cause) {
    throw usageError(
      `Expected the package \`${RENDERER}\`, which renders pictures, but it cannot be loaded. Install it: npm install ${RENDERER}`,
      { cause },
    );
  }
}
