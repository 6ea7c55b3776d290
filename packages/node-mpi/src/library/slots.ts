import koffi from 'koffi';

const PER_PAGE = 512;

type Page = { readonly handles: BigInt64Array<ArrayBuffer>; readonly address: number };

/**
 * Memory for the handles that MPI writes, and later reads through their address. A slot has 8 bytes, since a handle is an int or a
 * pointer.
 */
export class Slots {
  readonly #pages: Page[] = [];
  readonly #free: number[] = [];

  /** Reserves a slot and returns its address. */
  take(): number {
    if (this.#free.length === 0) this.#addPage();
    return this.#free.pop() as number;
  }

  /** Releases a slot. */
  give(address: number): void {
    this.#free.push(address);
  }

  /** Returns the handle in a slot, as a number. */
  read(address: number, type: 'int' | 'intptr_t'): number {
    const { handles, index } = this.#find(address);
    return type === 'int' ? (new Int32Array(handles.buffer)[2 * index] as number) : Number(handles[index]);
  }

  /** Writes a handle into a slot. */
  write(address: number, handle: number): void {
    const { handles, index } = this.#find(address);
    handles[index] = BigInt(handle);
  }

  #find(address: number): { readonly handles: BigInt64Array<ArrayBuffer>; readonly index: number } {
    const holds = (page: Page) => address >= page.address && address < page.address + 8 * PER_PAGE;
    const page = this.#pages.find(holds) as Page;
    return { handles: page.handles, index: (address - page.address) / 8 };
  }

  #addPage(): void {
    const handles = new BigInt64Array(PER_PAGE);
    const address = Number(koffi.address(handles));
    this.#pages.push({ handles, address });
    for (let i = PER_PAGE - 1; i >= 0; i--) this.#free.push(address + 8 * i);
  }
}
