import { type Implementation, UsageError } from '../contract/command.ts';
import { wrapped } from '../output/text.ts';

export const init: Implementation = async ({ positionals: [directory = '.'], values }) => {
  if (values['javascript'] && values['typescript'])
    throw new UsageError('Expected `--javascript` or `--typescript`, got both.');
  const isTyped = values['typescript'] === true;
  const { projectFiles } = await import('../project/files.ts');
  const { writeProject } = await import('../project/write.ts');
  const files = projectFiles(directory, { isTyped, isPython: values['python'] === true });
  await writeProject(directory, files);
  const commands = [...(directory === '.' ? [] : [`cd ${directory}`]), 'npm install', 'npm start'];
  return {
    code: 0,
    json: { directory, files: Object.keys(files) },
    text: ({ width }) =>
      [
        wrapped(`Wrote ${Object.keys(files).join(', ')} into ${directory}. Next:`, width),
        ...commands.map((command) => `  ${command}`),
      ].join('\n'),
  };
};
