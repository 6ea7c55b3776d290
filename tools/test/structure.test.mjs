// The sources of every package are sorted into rooms, the folders of `src/`, whose imports never form a circle.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const packages = fileURLToPath(new URL('../../packages/', import.meta.url));
const MOST_FILES = 15;

/** Returns the files under a folder, relative to it. */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** Returns the rooms that have too many files. */
function crowded(files) {
  const counts = new Map();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > MOST_FILES).map(([room, count]) => `${room}: ${count}`);
}

/** Returns the rooms that each room imports. */
function roomImports(files, read) {
  const rooms = new Map();
  // An index.ts is a public surface, which may gather from anywhere.
  for (const file of files.filter((name) => name.endsWith('.ts') && !/(?:^|\/)index\.ts$/.test(name))) {
    const room = file.split('/')[0];
    const imports = rooms.get(room) ?? new Set();
    for (const [, path] of read(file).matchAll(/^(?:import|export)[^;]*? from '(\.[^']+)'/gm)) {
      const target = normalize(join(dirname(file), path)).split('/')[0];
      if (target !== room) imports.add(target);
    }
    rooms.set(room, imports);
  }
  return rooms;
}

/** Returns a circle of rooms, if there is one. */
function circleIn(rooms) {
  const done = new Set();
  const visit = (room, path) => {
    if (path.includes(room)) return [...path.slice(path.indexOf(room)), room];
    if (done.has(room)) return;
    for (const next of rooms.get(room) ?? []) {
      const circle = visit(next, [...path, room]);
      if (circle !== undefined) return circle;
    }
    done.add(room);
  };
  for (const room of rooms.keys()) {
    const circle = visit(room, []);
    if (circle !== undefined) return circle.join(' → ');
  }
}

for (const name of readdirSync(packages)) {
  const folder = join(packages, name, 'src');
  const files = filesIn(folder);

  test(`${name}: only index.ts is outside of a room`, (t) => {
    const loose = files.filter((file) => !file.includes('/') && file !== 'tsconfig.json');
    t.deepEqual(loose, ['index.ts']);
  });

  test(`${name}: no room has more than ${MOST_FILES} files`, (t) => t.deepEqual(crowded(files), []));

  test(`${name}: imports of rooms form no circle`, (t) => {
    t.is(circleIn(roomImports(files, (file) => readFileSync(join(folder, file), 'utf8'))), undefined);
  });
}

test('a crowded room and a circle are found', (t) => {
  t.deepEqual(crowded(Array.from({ length: 16 }, (_, i) => `run/${i}.ts`)), ['run: 16']);
  const sources = { 'a/x.ts': "import { y } from '../b/y.ts';", 'b/y.ts': "import type {\n  X,\n} from '../a/x.ts';" };
  t.is(circleIn(roomImports(Object.keys(sources), (file) => sources[file])), 'a → b → a');
});
