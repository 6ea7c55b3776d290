import type { IdleFile } from './idle-file.ts';

/** Reads of this many bytes and more are made as they are; smaller ones by windows of this size. */
const WINDOW = 2 ** 16;
/** Windows that are kept, those that were used last. */
const MAX_WINDOWS = 512;

/** Reads a file in pieces. Small reads that lie near each other become one, since each costs a call of the system. */
export class FileWindow {
  readonly #file: IdleFile;
  /** Where reading ends, whatever the length of the file. */
  readonly #end: number;
  readonly #windows = new Map<number, Uint8Array>();
  #last = -1;

  /** @param end what lies behind is not looked at */
  constructor(file: IdleFile, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /**
   * Some bytes: fewer than `length` where the file ends before. Where numbers begin at a multiple of 8 in the file, they do in memory.
   *
   * @param memory where large reads go; if it is left out, to memory of their own
   */
  async read(position: number, length: number, memory?: Uint8Array): Promise<Uint8Array> {
    if (length >= WINDOW) return this.#readFile(position, length, memory);
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

  /** The same bytes where they are in memory already. */
  peek(position: number, length: number): Uint8Array | undefined {
    const index = Math.floor(position / WINDOW);
    const offset = position - index * WINDOW;
    const window = offset + length > WINDOW ? undefined : this.#windows.get(index);
    if (window === undefined) return undefined;
    this.#keep(index, window);
    return window.subarray(offset, offset + length);
  }

  async #window(index: number): Promise<Uint8Array> {
    const window = this.#windows.get(index) ?? (await this.#readFile(index * WINDOW, WINDOW));
    this.#keep(index, window);
    return window;
  }

  // A map keeps the order of insertion: the first is the one that was not used for longest.
  #keep(index: number, window: Uint8Array): void {
    if (index === this.#last) return;
    this.#last = index;
    this.#windows.delete(index);
    this.#windows.set(index, window);
    if (this.#windows.size > MAX_WINDOWS) this.#windows.delete(this.#windows.keys().next().value as number);
  }

  async #readFile(position: number, length: number, memory?: Uint8Array): Promise<Uint8Array> {
    const most = Math.max(0, Math.min(length, this.#end - position));
    // Not cleared: what is read replaces it, and that is all that is given out. A buffer of its own begins at a multiple of 8.
    const bytes = memory?.subarray(0, most) ?? Buffer.allocUnsafeSlow(most);
    return bytes.subarray(0, await this.#file.read(bytes, position));
  }
}
