// The command `epsie` as a process.

import { epsie } from './epsie.ts';
import { listenToStreams } from './streams.ts';

const args = process.argv.slice(2);
// A program that is started has its streams and warnings to itself.
if (args[0] !== 'run') listenToStreams();
const code = await epsie(args);
if (code !== 0) process.exitCode = code;
