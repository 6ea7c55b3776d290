import type { IdleFile } from './idle-file.ts';

/** Reads of this many bytes and more are made as they are; smaller ones by windows of this size. */
const WINDOW = 2 ** 17;
/** Windows that are kept. */
const KEPT = 256;

/** Reads a file in pieces. Small reads that lie near each other become one, since each costs a call of the system. */
export class FileWindow {
  readonly #file: IdleFile;
  /** Where reading ends, whatever the length of the file. */
  readonly #end: number;
  readonly #windows = new Map<number, Uint8Array>();

  /** @param end what lies behind is not looked at */
  constructor(file: IdleFile, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /** Some bytes: fewer than `length` where the file ends before. Where numbers begin at a multiple of 8 in the file, they do in memory. */
  async read(position: number, length: number): Promise<Uint8Array> {
    if (length >= WINDOW) return this.#readFile(position, length);
    const first = Math.floor(position / WINDOW);
    const offset = position - first * WINDOW;
    const window = await this.#window(first);
    if (offset + length <= WINDOW) return window.subarray(offset, offset + length);
    const rest = await this.#window(first + 1);
    const bytes = new Uint8Array(length);
    bytes.set(window.subarray(offset));
    bytes.set(rest.subarray(0, offset + length - WINDOW), WINDOW - offset);
    return bytes;
  }

  async #window(index: number): Promise<Uint8Array> {
    const known = this.#windows.get(index);
    if (known !== undefined) return known;
    const window = await this.#readFile(index * WINDOW, WINDOW);
    const oldest = this.#windows.keys().next();
    if (this.#windows.size >= KEPT && !oldest.done) this.#windows.delete(oldest.value);
    this.#windows.set(index, window);
    return window;
  }

  async #readFile(position: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.#end - position)));
    return bytes.subarray(0, await this.#file.read(bytes, position));
  }
}
