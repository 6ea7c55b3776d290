/** Attributes of an element; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Returns the markup of an element. Children are markup themselves. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const head = `<${[name, ...given.map(([key, value]) => `${key}="${escaped(textOf(value))}"`)].join(' ')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

/** Returns text in which no character is markup. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Returns a coordinate to a tenth of a pixel. */
export const pixel = (x: number): number => Math.round(10 * x) / 10;

const textOf = (value: string | number | undefined): string =>
  typeof value === 'number' ? String(pixel(value)) : (value as string);
