// V8 detects accesses outside of WebAssembly's memory by SIGSEGV, which the MPI library must leave to it.
import { Mpi, MpiError } from '@mpi-bindings/node-mpi';

// (module (memory 1) (func (export "load") (param i32) (result i32) local.get 0 i32.load))
const MODULE = Buffer.from(
  '0061736d0100000001060160017f017f030201000503010001070801046c6f616400000a0901070020002802000b',
  'hex',
);
// The types of WebAssembly are those of browsers, which are not loaded here.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array): Promise<{ instance: { exports: { load(address: number): number } } }>;
};

const mpi = Mpi.init();
const { instance } = await WebAssembly.instantiate(MODULE);
const trap = () => {
  try {
    return String(instance.exports.load(0x7fff0000));
  } catch (error) {
    return error instanceof MpiError ? 'MPI' : (error as Error).message;
  }
};
const traps = await mpi.world.allgather(trap());
if (mpi.world.rank === 0) console.log([...new Set(traps)].join());
