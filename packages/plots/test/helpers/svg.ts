/** An element of an SVG document. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/y;

/** Parses markup as XML; throws where it is not well-formed. */
export function parse(svg: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const stack = [root];
  let at = 0;
  while (at < svg.length) {
    const open = stack.at(-1) as Element;
    const next = svg.indexOf('<', at);
    const text = svg.slice(at, next < 0 ? svg.length : next);
    if (/&(?!(?:amp|lt|gt|quot);)/.test(text) || text.includes('>')) throw new Error(`Bare markup in: ${text}`);
    open.text += text;
    if (next < 0) break;
    TAG.lastIndex = next;
    const tag = TAG.exec(svg);
    if (tag === null) throw new Error(`No tag at: ${svg.slice(next, next + 60)}`);
    at = TAG.lastIndex;
    if (tag[1] === '/') {
      if (stack.pop()?.name !== tag[2]) throw new Error(`</${tag[2]}> closes another element`);
      continue;
    }
    const element: Element = {
      name: tag[2] as string,
      attributes: attributesOf(tag[3] as string),
      children: [],
      text: '',
    };
    open.children.push(element);
    if (tag[4] !== '/') stack.push(element);
  }
  if (stack.length !== 1 || root.children.length !== 1) throw new Error('Not one root');
  return root.children[0] as Element;
}

function attributesOf(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name, value] of source.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(found, name as string)) throw new Error(`Twice: ${name}`);
    if (/NaN|undefined|Infinity/.test(value as string) && name !== 'aria-label') throw new Error(`${name}="${value}"`);
    found[name as string] = value as string;
  }
  return found;
}

/** Returns all elements of a name, in their order. */
export const all = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);

/** Returns the visible text of an element, without titles. */
export const textOf = (element: Element): string =>
  element.text +
  element.children
    .filter(({ name }) => name !== 'title')
    .map(textOf)
    .join('');

/** Returns the texts of a figure. */
export const labels = (svg: string): string[] => all(parse(svg), 'text').map(textOf);
