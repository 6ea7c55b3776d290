import type { SamplerWarning } from './warning.ts';

/** Returns a warning for every parameter that has a prior, but does not occur in the likelihood. */
export function unreadWarnings(parameters: readonly string[]): readonly SamplerWarning[] {
  return parameters.map((name) => ({
    code: 'UNREAD',
    parameters: [name],
    message:
      `The likelihood does not seem to use parameter \`${name}\`: it does not contain the name, and a change of the number changed ` +
      `nothing at the start. Then the posterior of \`${name}\` is its prior. Use it in the likelihood, or leave it out of \`prior\``,
  }));
}
