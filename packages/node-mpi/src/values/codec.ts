import { Deserializer, Serializer } from 'node:v8';
import { MpiError } from '../base/mpi-error.ts';
import { bytesOf, typeOfView, viewOfType } from './array-types.ts';

/** A value as bytes, and its large arrays, which are sent separately. */
export type Encoded = {
  /** The value in the format of structured clone, with only the type and length of large arrays. */
  readonly bytes: Uint8Array;
  /** The memory of the large arrays, in the order of their appearance; not copied. */
  readonly parts: readonly Uint8Array[];
};

/** Returns memory for a part of a value with some mark, to be filled now or later. */
export type ReceivePart = (byteLength: number, mark: number) => Uint8Array;

/** Minimum length in bytes of an array that is sent separately: below it a copy is cheaper than a message. */
export const PART_SIZE = 65_536;

// Precedes the mark, to detect bytes that are not a value.
const MAGIC = 0x4d50;
const IN_PLACE = 0;
const APART = 1;
const AS_NUMBERS = 2;
/** V8 stores arrays of up to 64 bytes in its heap, and others in separate memory, which costs ten times as much. */
const FEW = 8;
const GIB = 2 ** 30;

/**
 * Encodes a value by structured clone.
 *
 * @param value anything that structured clone accepts
 * @param mark a number below 65536 that precedes the value
 * @param partSize minimum length in bytes of an array that becomes a part
 * @throws DataCloneError for a function, a symbol and the like
 */
export function encode(value: unknown, mark: number, partSize: number = PART_SIZE): Encoded {
  const encoder = new Encoder(partSize);
  encoder.writeUint32(MAGIC * 65_536 + mark);
  encoder.writeHeader();
  encoder.writeValue(value);
  return { bytes: encoder.releaseBuffer(), parts: encoder.parts };
}

/**
 * Decodes a value. `receivePart` provides the memory of its large arrays, and fills it now or later.
 *
 * @param bytes the result of {@link encode}
 * @param receivePart called with length and mark of each part
 * @throws MpiError of code `BAD_MESSAGE` if the bytes are something else
 */
export function decode(bytes: Uint8Array, receivePart: ReceivePart): unknown {
  const decoder = new Decoder(bytes, receivePart);
  try {
    decoder.readMark();
    decoder.readHeader();
    return decoder.readValue();
  } catch (cause) {
    const message =
      `Expected a value that was sent by \`send\`, got ${bytes.byteLength} bytes of something else: ` +
      'what `sendBuffer` or another program sends is received by `recvBuffer`';
    throw cause instanceof MpiError ? cause : new MpiError('BAD_MESSAGE', message, { cause });
  }
}

// Methods that V8 calls on its serializer; Node documents them by these names.
interface HostObjects {
  _setTreatArrayBufferViewsAsHostObjects(on: boolean): void;
}

/** Writes large arrays as parts. Refuses a SharedArrayBuffer by itself, which the other side could not share. */
class Encoder extends Serializer {
  readonly parts: Uint8Array[] = [];
  readonly #partSize: number;

  constructor(partSize: number) {
    super();
    this.#partSize = partSize;
    (this as unknown as HostObjects)._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(object: object): void {
    if (!ArrayBuffer.isView(object)) throw this._getDataCloneError(object);
    this.#writeView(object as ArrayBufferView);
  }

  _getSharedArrayBufferId(buffer: SharedArrayBuffer): never {
    throw this._getDataCloneError(buffer);
  }

  #writeView(view: ArrayBufferView): void {
    const { byteLength } = view;
    const apart = byteLength >= this.#partSize;
    const type = typeOfView(view);
    if (type < 0) throw this._getDataCloneError(view);
    this.writeUint32(type);
    if (view instanceof Float64Array && view.length <= FEW) {
      this.#writeNumbers(view);
      return;
    }
    this.writeUint32(apart ? APART : IN_PLACE);
    this.writeUint64(Math.floor(byteLength / GIB), byteLength % GIB);
    if (apart) this.parts.push(bytesOf(view));
    else this.writeRawBytes(bytesOf(view));
  }

  #writeNumbers(array: Float64Array): void {
    this.writeUint32(AS_NUMBERS);
    this.writeUint32(array.length);
    for (const number of array) this.writeDouble(number);
  }

  _getDataCloneError(what: unknown): Error {
    return new DOMException(`${typeof what === 'string' ? what : String(what)} could not be cloned.`, 'DataCloneError');
  }
}

class Decoder extends Deserializer {
  readonly #receivePart: ReceivePart;
  #mark = 0;

  constructor(bytes: Uint8Array, receivePart: ReceivePart) {
    super(bytes);
    this.#receivePart = receivePart;
  }

  readMark(): void {
    const number = this.readUint32();
    if (number >>> 16 !== MAGIC) throw new RangeError(`Expected a value to begin with ${MAGIC}, got ${number >>> 16}`);
    this.#mark = number & 0xffff;
  }

  _readHostObject(): ArrayBufferView {
    const type = this.readUint32();
    const how = this.readUint32();
    if (how === AS_NUMBERS) return this.#numbers();
    const apart = how === APART;
    const [high, low] = this.readUint64();
    const byteLength = high * GIB + low;
    return viewOfType(type, apart ? this.#part(byteLength) : this.#copy(byteLength), byteLength);
  }

  #numbers(): Float64Array {
    const array = new Float64Array(Math.min(this.readUint32(), FEW));
    for (let i = 0; i < array.length; i++) array[i] = this.readDouble();
    return array;
  }

  #part(byteLength: number): ArrayBuffer {
    return this.#receivePart(byteLength, this.#mark).buffer as ArrayBuffer;
  }

  #copy(byteLength: number): ArrayBuffer {
    const memory = new ArrayBuffer(byteLength);
    new Uint8Array(memory).set(this.readRawBytes(byteLength));
    return memory;
  }
}
