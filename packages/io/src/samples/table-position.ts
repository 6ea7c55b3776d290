/** End of the committed part of a table, stored in the checkpoint. */
export type TablePosition = {
  /** Length of the file, in bytes. */
  readonly bytes: number;
  /** Rows of each series. */
  readonly rows: number;
  /** Number of batches. */
  readonly batches: number;
  /** CRC-32 of the heads of all batches, which contain the checksums of their contents. */
  readonly checksum: number;
};

/** Returns the position in a table without rows. */
export const emptyPosition = (schema: Uint8Array): TablePosition => ({
  bytes: schema.length,
  rows: 0,
  batches: 0,
  checksum: 0,
});
