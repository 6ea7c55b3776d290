// The live demo: one static page, which its own program writes into the site.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = new URL('../demo/build.js', import.meta.url);

/** Returns whether the site has a demo. */
export const hasDemo = () => existsSync(PROGRAM);

/** Writes the demo into the site. */
export async function writeDemo(outputDirectory) {
  if (!hasDemo()) return;
  const { buildDemo } = await import(PROGRAM.href);
  await buildDemo(join(outputDirectory, 'demo'));
}
