import type { ExportSource } from '#src/export/export-format.js';
import { exportSource } from '#src/export/export-run.js';
import { type CSVOptions, csv, type ExportOptions, netCDF } from '#src/export/formats.js';

/** Exports a source to CSV. */
export const writeCSV = (source: ExportSource, file: string, options: CSVOptions): Promise<void> =>
  exportSource(source, file, csv, options);

/** Exports a source to NetCDF. */
export const writeNetCDF = (source: ExportSource, file: string, options: ExportOptions): Promise<void> =>
  exportSource(source, file, netCDF, options);
