import { bash } from '../completion/bash.ts';
import { fish } from '../completion/fish.ts';
import { zsh } from '../completion/zsh.ts';
import { type Command, type Implementation, UsageError } from '../contract/command.ts';
import { didYouMean } from '../help/nearest.ts';

const SHELLS: { readonly [name: string]: (commands: readonly Command[]) => string } = { bash, zsh, fish };

export const completion: Implementation = async ({ positionals: [name = ''], commands }) => {
  const script = Object.hasOwn(SHELLS, name) ? SHELLS[name]?.(commands) : undefined;
  if (script !== undefined) return { code: 0, json: {}, text: () => script };
  const near = await didYouMean(name, Object.keys(SHELLS), 'epsie completion ');
  throw new UsageError(`Expected ${Object.keys(SHELLS).join(', ')}, got \`${name}\`.${near}`);
};
