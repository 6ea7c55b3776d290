import { type Implementation, UsageError } from '../contract/command.ts';
import { commonOf } from '../help/common.ts';
import { didYouMean } from '../help/nearest.ts';
import { helpOf, overview } from '../help/usage.ts';

export const help: Implementation = async ({ positionals: [name], commands, screen }) => {
  if (name === undefined) return { code: 0, json: {}, text: () => overview(commands, screen) };
  const command = commands.find((known) => known.name === name);
  if (command !== undefined) return { code: 0, json: {}, text: () => helpOf(command, commonOf(command), screen) };
  const near = await didYouMean(
    name,
    commands.map((known) => known.name),
    'epsie help ',
  );
  throw new UsageError(`Unknown command \`${name}\`.${near} See \`epsie help\`.`);
};
