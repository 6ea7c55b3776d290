/** Reference to an export of a module, by which another process can import code. */
export type ExportReference = {
  /** URL of the module (`import.meta.url`). */
  readonly module: string;
  /** Name of the export. */
  readonly export: string;
};
