// NC_MAX_NAME is 256 bytes with the end; this leaves room for what makes names differ.
const MAX_BYTES = 240;
// Not in a name of HDF5 or NetCDF: the separator of paths, control characters, halves of a surrogate pair.
const FORBIDDEN = /[/\p{Cc}\p{Cs}]/gu;
const PLAIN_START = /^[\p{L}\p{N}_]/u;

/**
 * A name that NetCDF takes: in Unicode's NFC; `/`, control characters and unpaired surrogates become `_`; a name that is empty
 * or does not begin with a letter, digit or `_` gets a `_` in front; white space at the end goes; 240 bytes at most.
 */
export function validName(name: string): string {
  const clean = name.normalize('NFC').replaceAll(FORBIDDEN, '_').trimEnd();
  return shorten(PLAIN_START.test(clean) ? clean : `_${clean}`);
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_BYTES) return name;
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > MAX_BYTES) characters.pop();
  return characters.join('').trimEnd();
}

/**
 * Names that are all different. A name that is valid and not taken stays; the others become valid, and get as many `_` at the
 * end as make them differ from all the rest.
 *
 * @param names what to name
 * @param taken names that are used already
 * @param valid makes a name valid
 */
export function distinctNames(
  names: readonly string[],
  taken: readonly string[],
  valid: (name: string) => string = (name) => name,
): string[] {
  const used = new Set(taken);
  const given = new Map<number, string>();
  const give = (i: number, name: string): void => {
    given.set(i, name);
    used.add(name);
  };
  names.forEach((name, i) => {
    if (valid(name) === name && !used.has(name)) give(i, name);
  });
  names.forEach((name, i) => {
    if (!given.has(i)) give(i, untaken(valid(name), used));
  });
  return names.map((_name, i) => given.get(i) as string);
}

function untaken(name: string, used: ReadonlySet<string>): string {
  let free = name;
  while (used.has(free)) free += '_';
  return free;
}
