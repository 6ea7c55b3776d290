import { callIt, expectBoolean } from '../../checks/validate.ts';
import { describe } from '../../data/describe.ts';
import { typeError } from '../../errors/wrong-use.ts';
import { threadPoolExample } from '../../pool/backends.ts';
import type { Pool } from '../../pool/pool.ts';
import { SerialPool } from '../../pool/serial-pool.ts';

/** Checks that a pool is an object with a function `map` and not an array. Returns a {@link SerialPool} for undefined. */
export function resolvePool(pool: Pool | undefined): Pool {
  if (pool === undefined) return new SerialPool();
  if (!isPool(pool)) throw typeError(complaint(pool));
  if (pool.local !== undefined) expectBoolean('pool.local', pool.local);
  return pool;
}

const isPool = (value: unknown): value is Pool =>
  typeof (value as Partial<Pool> | null)?.map === 'function' && !Array.isArray(value);

function complaint(value: unknown): string {
  const got = value instanceof Promise ? 'a Promise' : describe(value);
  return `Expected \`pool\` to be a pool, an object with a function \`map\`, got ${got}${advice(value)}`;
}

function advice(value: unknown): string {
  if (value instanceof Promise) return '. Await it: `pool: await …`';
  if (typeof value === 'number') return `. Pass ${threadPoolExample(value)}`;
  if (typeof value !== 'function') return '. Leave it out to run in this process';
  if ('create' in value) return `. Create one: \`await ${value.name}.create()\``;
  return isClass(value) ? `. Create one: \`new ${value.name}()\`` : callIt(value);
}

const isClass = (value: object): boolean => Function.prototype.toString.call(value).startsWith('class');
