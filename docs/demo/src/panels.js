import { Panel } from './panel.js';
import { CHAINS } from './settings.js';

/** The pictures of all levels of a session. */
export class Panels {
  #container;
  #panels = [];
  #colours;

  constructor(container) {
    this.#container = container;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => this.#readColours());
    this.#readColours();
  }

  /** Makes a picture for each level, the coldest first. */
  arrange(betas) {
    this.#panels = [];
    this.#container.replaceChildren(...betas.map((beta, level) => this.#figure(beta, level)));
    this.#readColours();
  }

  /** Draws the trails of all levels. */
  draw(trails) {
    for (const [level, panel] of this.#panels.entries()) panel.draw(trails[level], this.#colours);
  }

  #figure(beta, level) {
    const figure = document.createElement('figure');
    const canvas = document.createElement('canvas');
    canvas.setAttribute('role', 'img');
    const caption = `β = ${Number(beta.toPrecision(2))}`;
    const role = level === 0 ? 'the posterior' : `temperature ${Number((1 / beta).toPrecision(2))}`;
    canvas.setAttribute('aria-label', `Draws and present points of the chains at ${caption}, ${role}`);
    const text = document.createElement('figcaption');
    text.textContent = `${caption}, ${role}`;
    figure.append(canvas, text);
    this.#panels.push(new Panel(canvas, beta));
    return figure;
  }

  #readColours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    this.#colours = {
      density: colour('density').split(' ').map(Number),
      draw: colour('draw'),
      edge: colour('edge'),
      chains: Array.from({ length: CHAINS }, (_, chain) => colour(`chain-${chain + 1}`)),
    };
    for (const panel of this.#panels) panel.recolour(this.#colours);
  }
}
