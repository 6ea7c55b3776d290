/** Returns a message of a library in which options are named as on the command line: `--burn-in` for `burnIn`. */
export function withOptionNames(message: string, options: readonly { readonly name: string }[]): string {
  return options.reduce((text, { name }) => text.replaceAll(`\`${camelCase(name)}\``, `\`--${name}\``), message);
}

/** Returns the name of an option in programs. */
export const camelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
