import { HALF_WIDTH, logLikelihood } from './model.js';

/** Cells of the picture of a density, in each direction. */
const CELLS = 96;

const cells = Array.from({ length: CELLS * CELLS }, (_, i) => {
  const x = (((i % CELLS) + 0.5) / CELLS) * 2 - 1;
  const y = 1 - ((Math.floor(i / CELLS) + 0.5) / CELLS) * 2;
  return logLikelihood({ x: x * HALF_WIDTH, y: y * HALF_WIDTH });
});
const highest = Math.max(...cells);

/** A picture of one level: its density, its latest draws and the present points of the chains. */
export class Panel {
  #canvas;
  #beta;
  #background;

  constructor(canvas, beta) {
    this.#canvas = canvas;
    this.#beta = beta;
  }

  /** Makes the picture of the density again: the colours have changed. */
  recolour({ density }) {
    const canvas = new OffscreenCanvas(CELLS, CELLS);
    const context = canvas.getContext('2d');
    const image = context.createImageData(CELLS, CELLS);
    for (const [i, value] of cells.entries()) {
      const strength = Math.sqrt(Math.exp(this.#beta * (value - highest)));
      image.data.set([...density, Math.round(150 * strength)], 4 * i);
    }
    context.putImageData(image, 0, 0);
    this.#background = canvas;
  }

  /** Draws a trail. */
  draw(trail, { draw, chains, edge }) {
    const canvas = this.#canvas;
    const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== side) [canvas.width, canvas.height] = [side, side];
    const context = canvas.getContext('2d');
    const at = (value) => ((value / HALF_WIDTH + 1) / 2) * side;
    context.clearRect(0, 0, side, side);
    context.drawImage(this.#background, 0, 0, side, side);
    const dot = Math.max(1, side / 200);
    context.fillStyle = draw;
    for (let i = 0; i < trail.length; i++) context.fillRect(at(trail.x[i]), at(-trail.y[i]), dot, dot);
    for (const [chain, { x, y }] of trail.heads.entries()) {
      context.beginPath();
      context.arc(at(x), at(-y), Math.max(3, side / 60), 0, 2 * Math.PI);
      context.fillStyle = chains[chain];
      context.fill();
      context.strokeStyle = edge;
      context.lineWidth = Math.max(1, side / 300);
      context.stroke();
    }
  }
}
