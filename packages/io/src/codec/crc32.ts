const POLYNOMIAL = 0xedb88320;
const SLICES = 16;

// One table per byte of a slice: `TABLES[k]` shifts a byte past k zero bytes.
const TABLES: readonly Int32Array[] = makeTables();

function makeTables(): Int32Array[] {
  const tables = Array.from({ length: SLICES }, () => new Int32Array(256));
  const [first] = tables as [Int32Array];
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    first[byte] = crc;
  }
  for (let k = 1; k < SLICES; k++) {
    const previous = tables[k - 1] as Int32Array;
    tables[k]?.set(previous.map((crc) => (crc >>> 8) ^ (first[crc & 255] as number)));
  }
  return tables;
}

/**
 * Computes the CRC-32 of ZIP and zlib (reflected, polynomial 0xedb88320).
 *
 * Source: M. E. Kounavis and F. L. Berry, "Novel Table Lookup-Based Algorithms for High-Performance CRC Generation",
 * IEEE Trans. Comput. 57 (2008): slicing.
 *
 * @param crc checksum of the preceding bytes, to continue from
 * @returns an unsigned 32-bit integer
 */
export function crc32(bytes: Uint8Array, crc: number = 0): number {
  const whole = bytes.length - (bytes.length % SLICES);
  return (rest(bytes, whole, slices(bytes, whole, ~crc)) ^ -1) >>> 0;
}

/**
 * Returns the checksum of two concatenated parts from their checksums.
 *
 * Source: M. Adler, `crc32_combine` of zlib.
 *
 * @param length number of bytes of the second part
 */
export function combineCrc32(first: number, second: number, length: number): number {
  return ((multiply(zeros(length), first) ^ second) | 0) >>> 0;
}

/** Returns x^(8 · length) modulo the polynomial: the effect of that many zero bytes on a checksum. */
function zeros(length: number): number {
  let power = ONE;
  for (let square = ONE >>> 8, rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiply(square, power);
    square = multiply(square, square);
  }
  return power;
}

/** The polynomial 1: in reflected order the highest bit is the coefficient of x⁰. */
const ONE = 0x80000000;

/** Multiplies polynomials over GF(2), modulo the polynomial of the checksum. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = ONE, shifted = b; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  }
  return product;
}

function rest(bytes: Uint8Array, from: number, start: number): number {
  const [table] = TABLES as [Int32Array];
  let crc = start;
  for (let i = from; i < bytes.length; i++) crc = (table[(crc ^ (bytes[i] as number)) & 255] as number) ^ (crc >>> 8);
  return crc;
}

// Written out: a loop over the tables would take four times as long.
function slices(b: Uint8Array, end: number, start: number): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15] = TABLES as unknown as Sixteen;
  let crc = start;
  for (let i = 0; i < end; i += SLICES) {
    crc =
      at(t15, b, i, crc) ^
      at(t14, b, i + 1, crc >>> 8) ^
      at(t13, b, i + 2, crc >>> 16) ^
      at(t12, b, i + 3, crc >>> 24) ^
      at(t11, b, i + 4, 0) ^
      at(t10, b, i + 5, 0) ^
      at(t9, b, i + 6, 0) ^
      at(t8, b, i + 7, 0) ^
      at(t7, b, i + 8, 0) ^
      at(t6, b, i + 9, 0) ^
      at(t5, b, i + 10, 0) ^
      at(t4, b, i + 11, 0) ^
      at(t3, b, i + 12, 0) ^
      at(t2, b, i + 13, 0) ^
      at(t1, b, i + 14, 0) ^
      at(t0, b, i + 15, 0);
  }
  return crc;
}

type Table = Int32Array;
type Eight = readonly [Table, Table, Table, Table, Table, Table, Table, Table];
type Sixteen = readonly [...Eight, ...Eight];

const at = (table: Table, bytes: Uint8Array, i: number, crc: number): number =>
  table[((bytes[i] as number) ^ crc) & 255] as number;
