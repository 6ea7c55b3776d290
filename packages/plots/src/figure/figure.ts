/** A figure as SVG. Notebooks show it as a picture. */
export class Figure {
  /** The figure as an SVG document. */
  readonly svg: string;
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** Sentence that describes the figure to those who do not see it. */
  readonly description: string;

  /** @internal */
  constructor(svg: string, { width, height, description }: Pick<Figure, 'width' | 'height' | 'description'>) {
    this.svg = svg;
    this.width = width;
    this.height = height;
    this.description = description;
  }

  /** Returns the SVG. */
  toString(): string {
    return this.svg;
  }

  static {
    Object.defineProperty(Figure.prototype, Symbol.for('Jupyter.display'), {
      value(this: Figure) {
        return { 'image/svg+xml': this.svg, 'text/plain': this.description };
      },
    });
  }
}
