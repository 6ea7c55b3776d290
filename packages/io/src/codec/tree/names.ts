const LONGEST = 200;

/**
 * The name of the value under a key of a value. Different keys give different names, all of letters, digits, `_`, `-`,
 * `.`, `%`: safe as names of files.
 */
export function childName(name: string, key: string | number): string {
  const safe = String(key).replaceAll(/[^A-Za-z0-9_-]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `${name}.${safe === '' ? '%' : safe}`;
}

/** The name of a member for a value; long ones end with the number of the member instead. */
export const memberName = (name: string, index: number): string =>
  name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}~${index}`;
