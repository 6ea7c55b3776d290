// Writes the figures of the guides, from runs with fixed seeds that take a few seconds: `node figures/write.mjs`.
// The corner of the ringdown, whose run takes half a minute, is committed instead. `npm run demo` writes it.
import { writeFile } from 'node:fs/promises';
import { evidenceIntegrand, mhTrace } from './line.mjs';
import { temperingFigures } from './modes.mjs';

const figures = {
  'mh-trace': await mhTrace(),
  'evidence-integrand': await evidenceIntegrand(),
  ...(await temperingFigures()),
};
for (const [name, { svg }] of Object.entries(figures)) await writeFile(new URL(`${name}.svg`, import.meta.url), svg);
