// A thread without a pool: runs the requested number of rounds, and replies.
import { parentPort } from 'node:worker_threads';
import { busy } from './busy-model.mjs';

parentPort?.on('message', (/** @type {number} */ rounds) => parentPort?.postMessage(busy(rounds)));
