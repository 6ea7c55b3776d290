import type { Native } from '../library/native.ts';
import type { Channels, Transport } from '../messages/transport.ts';

/** Creates and frees communicators, given by their handles. All ranks must call the same. */
export class Groups {
  readonly #native: Native;
  readonly #transport: Transport;

  constructor(native: Native, transport: Transport) {
    this.#native = native;
    this.#transport = transport;
  }

  /** Creates two communicators of the same processes as another. */
  async duplicate(comm: number): Promise<Channels> {
    return { main: await this.#duplicate(comm), parts: await this.#duplicate(comm) };
  }

  /** Creates two communicators of the ranks with the same color; undefined for ranks without one. */
  async split(comm: number, color: number | undefined, key: number): Promise<Channels | undefined> {
    const { calls, abi, slots } = this.#native;
    // MPI has no nonblocking split, so all ranks meet before they call it.
    await this.#transport.complete('Ibarrier', (slot) => calls.Ibarrier(comm, slot)).wait();
    const slot = slots.take();
    this.#native.check('Comm_split', calls.Comm_split(comm, color ?? abi.undefined, key, slot));
    const main = slots.read(slot, abi.handleType);
    slots.give(slot);
    return main === abi.commNull ? undefined : { main, parts: await this.#duplicate(main) };
  }

  /** Frees communicators. */
  free(channels: Channels): void {
    const { calls, slots } = this.#native;
    for (const comm of Object.values(channels)) {
      const slot = slots.take();
      slots.write(slot, comm);
      this.#native.check('Comm_free', calls.Comm_free(slot));
      slots.give(slot);
    }
  }

  async #duplicate(comm: number): Promise<number> {
    const { calls, abi, slots } = this.#native;
    const slot = slots.take();
    await this.#transport.complete('Comm_idup', (request) => calls.Comm_idup(comm, slot, request)).wait();
    const handle = slots.read(slot, abi.handleType);
    slots.give(slot);
    return handle;
  }
}
