// A program that does not close its pool.
import { RemoteShellPool } from '../src/remote-shell-pool.js';
import { echo } from './models.js';

await new RemoteShellPool({ shells: [['sh', '-c']] }).map(echo, [1]);
