const NAME = /(\b(?:from|import)\s*\(?\s*)(['"])([^'"./][^'"]*)\2/g;

/**
 * Replaces the names of packages in the imports of a module by addresses. Workers ignore the import map of their page.
 *
 * @param {string} code
 * @param {(name: string) => string | undefined} addressOf
 */
export function replaceNames(code, addressOf) {
  return code.replaceAll(NAME, (all, start, quote, name) => {
    const address = addressOf(name);
    return address === undefined ? all : `${start}${quote}${address}${quote}`;
  });
}
