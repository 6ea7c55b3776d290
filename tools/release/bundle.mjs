// A program of a project in a browser: bundled by Vite, served from the folder that Vite wrote.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { run } from './commands.mjs';

const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

/** Bundles `index.html` of a folder, into its folder `bundle`. */
export const bundle = (folder) =>
  run(folder, process.execPath, [vite, 'build', '--outDir', 'bundle', '--logLevel', 'warn']);

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Loads a bundle in a page, and returns the first line that it prints to its console. Errors of the page reject. */
export async function firstLineOf(page, folder) {
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    if (!existsSync(file)) return route.fulfill({ status: pathname === '/favicon.ico' ? 204 : 404 });
    return route.fulfill({ body: readFileSync(file), contentType: TYPES[extname(file)] ?? 'application/octet-stream' });
  });
  const line = new Promise((resolve, reject) => {
    page.on('console', (message) => resolve(message.text()));
    page.on('pageerror', reject);
  });
  await page.goto('http://bundle.invalid/');
  return await line;
}
