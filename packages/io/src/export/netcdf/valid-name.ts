// NC_MAX_NAME is 256 bytes with the terminator; this leaves room for what makes names distinct.
const MAX_BYTES = 240;
// Not allowed in HDF5 or NetCDF: the separator of paths, control characters, unpaired surrogates.
const FORBIDDEN = /[/\p{Cc}\p{Cs}]/gu;
const VALID_START = /^[\p{L}\p{N}_]/u;

/**
 * Returns a name that is valid in NetCDF: in Unicode's NFC; `/`, control characters and unpaired surrogates become `_`; a name that is
 * empty or does not begin with a letter, digit or `_` gets a `_` in front; white space at the end is dropped; at most 240 bytes.
 *
 * Source: https://docs.unidata.ucar.edu/netcdf-c/current/netcdf_data_set_components.html#object_name
 */
export function validName(name: string): string {
  const clean = name.normalize('NFC').replaceAll(FORBIDDEN, '_').trimEnd();
  return shorten(VALID_START.test(clean) ? clean : `_${clean}`);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > MAX_BYTES) characters.pop();
  return characters.join('').trimEnd();
}
