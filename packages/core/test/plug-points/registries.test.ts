import { readdir } from 'node:fs/promises';
import test from 'ava';
import { RULES } from '#src/proposals/adaptation/registry.js';
import { BIRTHS } from '#src/proposals/births/registry.js';
import { COMPOSITES } from '#src/proposals/composites/registry.js';
import { FAMILIES } from '#src/proposals/families/registry.js';

const rooms: readonly [folder: string, registry: object, others: RegExp][] = [
  ['families', FAMILIES, /^registry\.js$/],
  ['adaptation', RULES, /^(registry|rule)\.js$/],
  ['births', BIRTHS, /^(registry|birth)\.js$/],
  ['composites', COMPOSITES, /^registry\.js$|-(run|density)\.js$/],
];

for (const [folder, registry, others] of rooms) {
  test(`every file of proposals/${folder} has a member in the registry`, async (t) => {
    const sources = await readdir(new URL(`../../src/proposals/${folder}/`, import.meta.url));
    const url = new URL(`../../dist/proposals/${folder}/`, import.meta.url);
    const files = sources
      .map((name) => name.replace(/\.ts$/, '.js'))
      .filter((name) => name.endsWith('.js') && !others.test(name));
    const members: unknown[] = Object.values(registry);
    const found = await Promise.all(
      files.map(async (name) => {
        const exports = Object.values((await import(new URL(name, url).href)) as object);
        return [name, exports.filter((value) => members.includes(value)).length];
      }),
    );
    t.deepEqual(
      found,
      files.map((name) => [name, 1]),
    );
    t.is(files.length, members.length);
  });

  test(`the registry of proposals/${folder} lists its members under their kinds`, (t) => {
    for (const [kind, member] of Object.entries(registry)) t.is((member as { kind: string }).kind, kind);
  });
}
