// The export formats of this package, one line each.
export { type CSVOptions, csv, exportCSV } from './csv/csv-format.ts';
export { type ExportOptions, exportNetCDF, netCDF } from './netcdf/netcdf-format.ts';
