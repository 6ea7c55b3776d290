// A thread without a pool: does as many rounds as it is told, and answers.
import { parentPort } from 'node:worker_threads';
import { busy } from './busy-model.mjs';

parentPort?.on('message', (/** @type {number} */ rounds) => parentPort?.postMessage(busy(rounds)));
