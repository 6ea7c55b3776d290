import type { SamplerWarning } from './warning.ts';

/** Returns a warning for every parameter that has a prior, but does not occur in the likelihood. */
export function unreadWarnings(parameters: readonly string[]): readonly SamplerWarning[] {
  return parameters.map((name) => ({
    code: 'UNREAD',
    parameters: [name],
    message:
      `The likelihood did not read parameter \`${name}\` at the start of the first chain: where it never does, the posterior of ` +
      `\`${name}\` is its prior. Use \`${name}\` in the likelihood, or leave it out of \`prior\``,
  }));
}
