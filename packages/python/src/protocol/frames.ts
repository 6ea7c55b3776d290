/** Version of the protocol, which both sides must share. */
export const PROTOCOL = 1;

/** First two bytes of every frame. */
export const MAGIC = 0xe951;

/** Bytes of a header, in both directions: magic and kind (16 bits each), then three numbers of 32 bits, little-endian. */
export const HEADER_SIZE = 16;

/** Kinds of requests. */
export const REQUEST = { setup: 1, evaluate: 2 } as const;

/** Kinds of answers. */
export const ANSWER = { hello: 1, ready: 2, result: 3, failure: 4, names: 5, beat: 6, death: 7 } as const;

/**
 * Writes the header of a request.
 *
 * @param header the bytes
 * @param kind one of {@link REQUEST}
 * @param points number of points
 * @param columns number of parameters
 * @param size bytes of the payload
 */
export function writeHeader(header: DataView, kind: number, points: number, columns: number, size: number): void {
  header.setUint16(0, MAGIC, true);
  header.setUint16(2, kind, true);
  header.setUint32(4, points, true);
  header.setUint32(8, columns, true);
  header.setUint32(12, size, true);
}

/** Description of an exception of Python, or of a result that is not of the expected form. */
export type Failure =
  | { readonly contract: string }
  | { readonly type: string; readonly message: string; readonly traceback: string; readonly place: string };

/** Why the Python process ended, and the last lines that it printed. */
export type Death = {
  readonly output: readonly string[];
  readonly signal?: number;
  readonly exit?: number;
  /** The time limit that it exceeded, in seconds. */
  readonly limit?: number;
};

/** First answer of a Python process. */
export type Hello = {
  readonly protocol: number;
  readonly python: string;
  readonly executable: string;
  readonly pid?: number;
};

/** Request that sets the likelihood up, before the first evaluation. */
export type Setup = {
  /** Path of the Python file. */
  readonly module: string;
  /** Name of the function in it. */
  readonly function: string;
  /** Argument of the function. */
  readonly options: unknown;
  /** Names of the parameters, in the order of the columns. */
  readonly parameters: readonly string[];
  /** Whether Python returns the log likelihood alone. */
  readonly declaredPrior: boolean;
  /** Whether the function takes and returns arrays. */
  readonly vectorized: boolean;
};
