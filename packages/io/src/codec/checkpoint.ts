import { deserialize, serialize } from 'node:v8';
import type { SamplerState } from '@epsie/core';
export function encodeCheckpoint(c: { state: SamplerState; run?: unknown }): Uint8Array {
  return serialize(c);
}
export function decodeCheckpoint(b: Uint8Array, _name: string): { state: SamplerState; run?: unknown } {
  return deserialize(b) as never;
}
