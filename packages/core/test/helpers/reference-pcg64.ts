/** PCG64 as its definition reads, in bigints: slow, and independent of the WebAssembly. */
export class ReferencePcg64 {
  state: bigint;
  readonly inc: bigint;

  constructor(state: bigint, inc: bigint) {
    this.state = state;
    this.inc = inc;
  }

  next(): bigint {
    this.state = BigInt.asUintN(128, this.state * 0x2360ed051fc65da44385df649fccf645n + this.inc);
    const mixed = BigInt.asUintN(64, this.state ^ (this.state >> 64n));
    const rotation = this.state >> 122n;
    return BigInt.asUintN(64, (mixed >> rotation) | (mixed << (64n - rotation)));
  }
}
