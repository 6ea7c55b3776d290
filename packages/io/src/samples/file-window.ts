import type { IdleFile } from './idle-file.ts';

/** Bytes of a window. Larger reads are not cached. */
const WINDOW = 2 ** 16;
/** Number of cached windows, the least recently used dropped first. */
const MAX_WINDOWS = 512;

/** Reads parts of a file. Small reads near each other share one system call, and are cached. */
export class FileWindow {
  readonly #file: IdleFile;
  /** Offset at which reading ends, whatever the length of the file. */
  readonly #end: number;
  readonly #windows = new Map<number, Uint8Array>();
  #last = -1;

  /** @param end offset behind which nothing is read */
  constructor(file: IdleFile, end: number) {
    this.#file = file;
    this.#end = end;
  }

  /**
   * Returns bytes: fewer than `length` if the file ends first. Offsets that are multiples of 8 in the file are so in memory too.
   *
   * @param memory target of large reads; default: new memory
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

  /** Returns the same bytes if they are cached. */
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

  // A map keeps the order of insertion, so the first window is the least recently used.
  #keep(index: number, window: Uint8Array): void {
    if (index === this.#last) return;
    this.#last = index;
    this.#windows.delete(index);
    this.#windows.set(index, window);
    if (this.#windows.size > MAX_WINDOWS) this.#windows.delete(this.#windows.keys().next().value as number);
  }

  async #readFile(position: number, length: number, memory?: Uint8Array): Promise<Uint8Array> {
    const most = Math.max(0, Math.min(length, this.#end - position));
    // Not zeroed, since only the bytes read are returned. A separate buffer begins at a multiple of 8.
    const bytes = memory?.subarray(0, most) ?? Buffer.allocUnsafeSlow(most);
    return bytes.subarray(0, await this.#file.read(bytes, position));
  }
}
