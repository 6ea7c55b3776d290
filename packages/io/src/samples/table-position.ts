/** How much of a table is committed: kept in the checkpoint. */
export type TablePosition = {
  /** Length of the file, in bytes. */
  readonly bytes: number;
  /** Rows of each series. */
  readonly rows: number;
  /** Number of batches. */
  readonly batches: number;
  /** CRC-32 of the heads of all batches, which hold those of their contents. */
  readonly checksum: number;
};

/** A table that has its schema only. */
export const emptyPosition = (schema: Uint8Array): TablePosition => ({
  bytes: schema.length,
  rows: 0,
  batches: 0,
  checksum: 0,
});
