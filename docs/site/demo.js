// The live demo: one static page, which its own program writes into the site.
import { join } from 'node:path';
import { buildDemo } from '@epsie/demo/build';

/** Writes the demo into the site. */
export const writeDemo = (outputDirectory) => buildDemo(join(outputDirectory, 'demo'));
