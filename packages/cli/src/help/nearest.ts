/** Returns ` Did you mean …?` for a misspelt name; empty if no known name is near. Imports what it needs only now. */
export async function didYouMean(name: string, known: readonly string[], prefix = ''): Promise<string> {
  const { nearest } = await import('@epsie/core/checks');
  const near = nearest(name, known);
  return near === undefined ? '' : ` Did you mean \`${prefix}${near}\`?`;
}
