import { jsonOf } from '../output/json.ts';
import type { Screen } from '../output/screen.ts';
import { blockOf, lineOf } from './format.ts';
import type { Status } from './status.ts';

/** Shows one status after the other. */
export type Display = (status: Status) => void;

/** Returns a display: JSON lines, a block that is replaced on a terminal, or lines. */
export function displayOf(screen: Screen, isJson: boolean): Display {
  if (isJson) return (status) => screen.write(`${jsonOf({ command: 'watch', ok: true, ...status }, 0)}\n`);
  if (!screen.isTerminal) return (status) => screen.write(`${lineOf(status)}\n`);
  let lines = 0;
  return (status) => {
    const block = blockOf(status, screen);
    // One write, so that no half of it is seen: up to the first line, then each line, and nothing below.
    const up = lines === 0 ? '' : `\x1b[${lines}A\r`;
    screen.write(`${up}${block.map((line) => `\x1b[2K${line}\n`).join('')}\x1b[J`);
    lines = block.length;
  };
}
