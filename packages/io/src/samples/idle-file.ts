import type { FileSystem, OpenFile } from '../files/file-system.ts';

/** Milliseconds that a file stays open after its last read. */
const IDLE = 500;

/** A file that opens when it is read and closes when it is idle, so that readers of a run need not close it. */
export class IdleFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  #file: Promise<OpenFile> | undefined;
  #readers = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param path of an existing file */
  constructor(fs: FileSystem, path: string) {
    this.#fs = fs;
    this.#path = path;
  }

  /** Reads from an offset until the target is full or the file ends; returns the number of bytes. */
  read(target: Uint8Array, position: number): Promise<number> {
    return this.#use((file) => file.read(target, position));
  }

  /** Returns the length in bytes. */
  size(): Promise<number> {
    return this.#use((file) => file.size());
  }

  async #use<T>(work: (file: OpenFile) => Promise<T>): Promise<T> {
    clearTimeout(this.#timer);
    this.#readers++;
    try {
      this.#file ??= this.#fs.open(this.#path, 'read');
      return await work(await this.#file);
    } catch (error) {
      this.#close();
      throw error;
    } finally {
      this.#readers--;
      if (this.#readers === 0) this.#timer = setTimeout(() => this.#close(), IDLE).unref();
    }
  }

  #close(): void {
    const file = this.#file;
    this.#file = undefined;
    file?.then((open) => open.close()).catch(() => undefined);
  }
}
