// Every link of the built site, and every address of its search and of its tree, leads to a page and to a heading of it.
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import test from 'ava';
import { Links, linksOf } from './helpers/links.mjs';
import { allPages, SITE } from './helpers/site.mjs';

const read = (path) => {
  try {
    return readFileSync(new URL(path.split('/').map(encodeURIComponent).join('/'), SITE), 'utf8');
  } catch {
    return undefined;
  }
};

/** Returns what a script of TypeDoc assigns, which is compressed. */
function dataOf(script) {
  const [, text] = /"([^"]+)"/.exec(read(`assets/${script}`));
  return JSON.parse(inflateSync(Buffer.from(text, 'base64')).toString());
}

const pathsOf = (nodes) => nodes.flatMap(({ path, children = [] }) => [path, ...pathsOf(children)]).filter(Boolean);

test('links lead to pages and headings that are there', (t) => {
  const links = new Links(read);
  const pages = allPages();
  const problems = pages.flatMap((page) =>
    [...new Set(linksOf(read(page)))].map((link) => [page, link, links.problemOf(page, link)]),
  );
  t.true(problems.length > 10 * pages.length, `${problems.length} links of ${pages.length} pages`);
  t.deepEqual(
    problems.filter(([, , problem]) => problem !== undefined),
    [],
  );
});

test('the search and the tree of the API lead to pages and headings that are there', (t) => {
  const links = new Links(read);
  const addresses = [...dataOf('search.js').rows.map(({ url }) => url), ...pathsOf(dataOf('navigation.js'))];
  t.true(addresses.length > 500, `${addresses.length} addresses`);
  const problems = addresses.map((link) => [link, links.problemOf('index.html', link)]);
  t.deepEqual(
    problems.filter(([, problem]) => problem !== undefined),
    [],
  );
});

test('links that lead nowhere are found', (t) => {
  const pages = {
    'index.html': '<a href="guides/a.html#one">',
    'guides/a.html': '<h2 id="one"><a href="../index.html">',
  };
  const links = new Links((path) => pages[path]);
  t.deepEqual(linksOf('<a class="x" href="a.html?b&amp;c#d"><img src="e.svg"/>'), ['a.html?b&c#d', 'e.svg']);
  for (const [link, problem] of [
    ['guides/a.html#one', undefined],
    ['./', undefined],
    ['https://doi.org/10.1111/rssb.12464', undefined],
    ['guides/b.html', 'there is no guides/b.html'],
    ['guides/a.html#two', 'guides/a.html has no heading #two'],
    ['https://', 'is no address'],
    ['htps://doi.org', 'has the protocol htps:'],
    ['https://guides/a.html', 'has the host guides'],
  ])
    t.is(links.problemOf('index.html', link), problem, link);
});
