/** A place in a module: how code is named across processes. */
export type ExportReference = {
  /** URL of the module (`import.meta.url`). */
  readonly module: string;
  /** Name of the export. */
  readonly export: string;
};
