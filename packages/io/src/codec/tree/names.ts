const LONGEST = 200;

/**
 * Returns the name of a value under a key. Different keys have different names, of letters, digits, `_`, `-`, `.` and `%`:
 * safe as names of files.
 */
export function childName(name: string, key: string | number): string {
  const safe = String(key).replaceAll(/[^A-Za-z0-9_-]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${name}.${safe === '' ? '%' : safe}`;
}

/** Returns the name of the member for a value; a long name is cut and ends with the number of the member. */
export const memberName = (name: string, index: number): string =>
  name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}~${index}`;
