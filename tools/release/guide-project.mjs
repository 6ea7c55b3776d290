// The programs of "Getting started" as a project, with the `tsconfig.json` of a guide.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readBlocks } from '../doc-blocks/read-blocks.mjs';

const { resolve } = createRequire(import.meta.url);
const readGuide = (name) => readFileSync(new URL(`../../docs/guides/${name}.md`, import.meta.url), 'utf8');

/** Creates the folder `guide` inside a folder with the packages. */
export function followGuide(folder, name, edit = (code) => code) {
  const project = join(folder, 'guide');
  const [, tsconfig] = /^```json\n(\{\n {2}"compilerOptions".*?)^```/ms.exec(readGuide(name));
  const blocks = readBlocks('getting-started.md', readGuide('getting-started'));
  rmSync(project, { recursive: true, force: true });
  mkdirSync(join(project, 'node_modules/@types'), { recursive: true });
  symlinkSync(dirname(resolve('@types/node/package.json')), join(project, 'node_modules/@types/node'), 'junction');
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'tsconfig.json'), tsconfig);
  for (const { language, file, line, code } of blocks)
    if (language === 'ts') writeFileSync(join(project, file ?? `line-${line}.ts`), `${edit(code)}\n`);
  return project;
}
