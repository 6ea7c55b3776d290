import type { FileSystem, OpenFile } from '../files/file-system.ts';

/** How long a file stays open after it was last read, in milliseconds. */
const IDLE = 500;

/** A file that opens when it is read and closes when it is left alone, so that whoever reads a run need not close it. */
export class IdleFile {
  readonly #fs: FileSystem;
  readonly #path: string;
  #file: Promise<OpenFile> | undefined;
  #readers = 0;
  #timer: NodeJS.Timeout | undefined;

  /** A file that exists. */
  constructor(fs: FileSystem, path: string) {
    this.#fs = fs;
    this.#path = path;
  }

  /** Reads from a place until the target is full or the file ends; gives the number of bytes. */
  read(target: Uint8Array, position: number): Promise<number> {
    return this.#use((file) => file.read(target, position));
  }

  /** Length in bytes. */
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
