// The stylesheet and the fonts of KaTeX, whose formulas are rendered when the site is built.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Copies the stylesheet and the fonts into the site. */
export function copyKatex(outputDirectory) {
  const source = dirname(require.resolve('katex/dist/katex.min.css'));
  const target = join(outputDirectory, 'assets/katex');
  mkdirSync(join(target, 'fonts'), { recursive: true });
  cpSync(join(source, 'katex.min.css'), join(target, 'katex.min.css'));
  for (const font of readdirSync(join(source, 'fonts'))) {
    if (font.endsWith('.woff2')) cpSync(join(source, 'fonts', font), join(target, 'fonts', font));
  }
}
