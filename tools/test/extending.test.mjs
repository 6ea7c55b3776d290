// The guide "Extend EPSIE" names exactly the files that its examples touch.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file) => readFileSync(join(root, file), 'utf8');
const guide = read('docs/guides/extending.md');

/** Where an addition must not be mentioned but in the files of its table: sources, manifests, settings, READMEs of packages. */
const SEARCHED = searchedFiles();

function searchedFiles() {
  const inside = (folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.slice(root.length)}/${entry.name}`.replaceAll('\\', '/'));
  const filesOf = (folder, pattern) => readdirSync(join(root, folder)).filter((name) => pattern.test(name));
  const packages = readdirSync(join(root, 'packages')).flatMap((name) => [
    ...inside(`packages/${name}/src`),
    ...filesOf(`packages/${name}`, /\.(md|json|js)$/).map((file) => `packages/${name}/${file}`),
  ]);
  return [
    ...packages,
    ...filesOf('docs', /\.(json|js)$/).map((file) => `docs/${file}`),
    ...['biome.json', 'tsconfig.json', '.dependency-cruiser.js', 'package.json', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
    ...['tools/package.json', 'tools/pool-invariance/samplers.js'],
  ].filter((file) => !file.endsWith('CHANGELOG.md'));
}

/** Returns the sections of the guide that have an example: its name, and the files of the table. */
function sectionsOf(text) {
  return text.split(/^## /m).flatMap((section) => {
    const example = /^Example: `(.+)`$/m.exec(section)?.[1];
    if (example === undefined) return [];
    const files = Array.from(section.matchAll(/^\| `([^`]+)` \|/gm), ([, file]) => file);
    return [{ title: section.split('\n')[0], example, files }];
  });
}

/** Returns what to search for: a name in camel case, in kebab case (of files), or as it begins a type. */
function patternOf(example) {
  const kebab = example.replace(/(?<=[a-z])([A-Z])/g, '-$1');
  return new RegExp([example, kebab].join('|'), 'i');
}

/** Returns the searched files that mention an addition; those of a package of its own do not count. */
function mentionsOf(example) {
  const own = example.startsWith('@epsie/') ? `packages/${example.slice(7)}/` : undefined;
  const pattern = patternOf(own === undefined ? example : example.slice(7));
  return SEARCHED.filter((file) => (own === undefined || !file.startsWith(own)) && pattern.test(file + read(file)));
}

const sorted = (files) => files.toSorted((a, b) => a.localeCompare(b));

const sections = sectionsOf(guide);

test('there is a section for each kind of addition', (t) => {
  t.deepEqual(
    sections.map(({ title }) => title),
    [
      'Add a swap scheme',
      'Add a proposal family',
      'Add an adaptation rule',
      'Add a diagnostic',
      'Add a figure',
      'Add a file format',
      'Add a pool',
    ],
  );
});

for (const { title, example, files } of sections) {
  test(`${title}: every file of the table exists and mentions ${example}`, (t) => {
    const name = patternOf(example.replace('@epsie/', ''));
    t.deepEqual(
      files.filter((file) => !existsSync(join(root, file)) || !name.test(file + read(file))),
      [],
    );
  });

  test(`${title}: no source file but those of the table mentions ${example}`, (t) => {
    t.deepEqual(sorted(mentionsOf(example)), sorted(files.filter((file) => SEARCHED.includes(file))));
  });
}

test('every path in the text of the guide exists', (t) => {
  const paths = Array.from(guide.matchAll(/`((?:packages|docs|tools)\/[^`<*]+)`/g), ([, path]) => path);
  t.true(paths.length > 50);
  t.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  );
});

test('a table that lacks a file, or has one too many, is found', (t) => {
  const [{ example, files }] = sectionsOf(
    '## Add\n\nExample: `evenOddTwice`\n\n| `README.md` | a |\n| `nowhere.ts` | b |\n',
  );
  t.deepEqual(files, ['README.md', 'nowhere.ts']);
  t.true(mentionsOf(example).includes('packages/core/src/tempering/registry.ts'));
  t.deepEqual(mentionsOf('evenOddThrice'), []);
});
