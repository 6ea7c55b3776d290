import type { Native } from '../library/native.ts';
import type { Channels, Transport } from '../messages/transport.ts';

/** Makes communicators of others and gives them back, by their handles. All ranks must call the same. */
export class Groups {
  readonly #native: Native;
  readonly #transport: Transport;

  constructor(native: Native, transport: Transport) {
    this.#native = native;
    this.#transport = transport;
  }

  /** Two communicators of the same processes as another. */
  async duplicate(comm: number): Promise<Channels> {
    return { main: await this.#duplicate(comm), parts: await this.#duplicate(comm) };
  }

  /** Two communicators of those that come with the same color; nothing for those that come with none. */
  async split(comm: number, color: number | undefined, key: number): Promise<Channels | undefined> {
    const { calls, abi, slots } = this.#native;
    const slot = slots.take();
    this.#native.check('Comm_split', calls.Comm_split(comm, color ?? abi.undefined, key, slot));
    const main = slots.read(slot, abi.handleType);
    slots.give(slot);
    return main === abi.commNull ? undefined : { main, parts: await this.#duplicate(main) };
  }

  /** Gives communicators back. */
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
