/**
 * Replaces the names of packages in the imports of a module by addresses. Workers ignore the import map of their page.
 *
 * @param addressOf returns the address of a package, or undefined to keep its name
 */
export function replaceNames(code: string, addressOf: (name: string) => string | undefined): string;
