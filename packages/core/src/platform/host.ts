// The only file of this package that touches its host: imports by name, entropy, the event loop, and the clock that decides when to
// yield to it.

import type { ExportReference } from '../data/export-reference.ts';
import { typeError, usageError } from '../errors/wrong-use.ts';
import { explainImportFailure } from './import-failure.ts';

/** The part of an `AbortSignal` that is used here; every real one fits. */
export interface AbortSignalLike {
  /** Whether the signal fired. */
  readonly aborted: boolean;
  /** Reason for which it fired. */
  readonly reason: unknown;
  /** Calls the listener when it fires. */
  addEventListener(type: 'abort', listener: () => void): void;
  /** Removes the listener. */
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The part of an `AbortController` that is used here. */
export interface AbortControllerLike {
  /** The signal that {@link AbortControllerLike.abort} fires. */
  readonly signal: AbortSignalLike;
  /** Fires the signal. */
  abort(reason?: unknown): void;
}

type Port = { onmessage: (() => void) | null; postMessage(message: unknown): void; close(): void };

type ModuleOfNode = { createRequire(path: string): { resolve(path: string): string } };
type UrlOfNode = { pathToFileURL(path: string): { readonly href: string } };

type ProcessOfNode = {
  readonly argv?: readonly string[];
  readonly env?: { readonly [name: string]: string | undefined };
  readonly versions?: { readonly node?: string };
  getBuiltinModule?(name: 'node:module'): ModuleOfNode;
  getBuiltinModule?(name: 'node:url'): UrlOfNode;
};

const host = globalThis as unknown as {
  readonly crypto?: { getRandomValues(array: BigUint64Array): BigUint64Array };
  readonly performance?: { now(): number };
  readonly Date: { now(): number };
  readonly process?: ProcessOfNode;
  readonly AbortController: new () => AbortControllerLike;
  readonly setInterval: (callback: () => void, milliseconds: number) => unknown;
  readonly clearInterval: (timer: unknown) => void;
  readonly MessageChannel: new () => { readonly port1: Port; readonly port2: Port };
};

/** Returns 128 random bits from the operating system. */
export function osEntropy(): bigint {
  if (host.crypto === undefined) {
    throw usageError('This platform has no `crypto.getRandomValues`: pass a `seed` to the sampler');
  }
  const [high, low] = host.crypto.getRandomValues(new BigUint64Array(2)) as unknown as [bigint, bigint];
  return (high << 64n) | low;
}

/** Creates a controller whose signal every pool accepts. */
export function createAbortController(): AbortControllerLike {
  return new host.AbortController();
}

/** Returns milliseconds on a clock of the host. It only decides when to yield to the event loop: no sample depends on it. */
export const now: () => number = host.performance?.now.bind(host.performance) ?? host.Date.now;

/** Resolves after one turn of the event loop, so that timers, signals and messages are handled. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new host.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Calls a function at an interval. Returns a function that ends this. */
export function repeatEvery(milliseconds: number, callback: () => void): () => void {
  const timer = host.setInterval(callback, milliseconds);
  return () => host.clearInterval(timer);
}

/**
 * Imports a module by its URL and returns one of its exports.
 *
 * @param advice what to do if the module has no such export
 * @throws TypeError if the module has no such export, and whatever the module throws while it is imported
 */
export async function importExport(
  reference: ExportReference,
  advice: (module: Module) => string = () => 'export the model, task or kernel under that name',
): Promise<unknown> {
  const module = modules.get(reference.module) ?? (await importModule(reference.module));
  const value = module[reference.export];
  if (value === undefined) {
    throw typeError(
      `Expected ${reference.module} to export \`${reference.export}\`, found ${exportNames(module)}: ${advice(module)}`,
    );
  }
  return value;
}

/**
 * Imports a package by name, resolved from here, or else from the program, which may have packages that this one cannot resolve.
 *
 * @throws Error of code `ERR_MODULE_NOT_FOUND` if it is not installed
 */
export async function importInstalled(name: string): Promise<unknown> {
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as unknown;
  } catch (error) {
    const url = isMissing(name, error) ? urlFromProgram(name) : undefined;
    if (url === undefined) throw error;
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as unknown;
  }
}

const isMissing = (name: string, error: unknown): boolean =>
  (error as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND' &&
  String((error as Error).message).includes(`'${name}'`);

function urlFromProgram(name: string): string | undefined {
  const { process } = host;
  const script = process?.argv?.[1];
  try {
    const path = process
      ?.getBuiltinModule?.('node:module')
      .createRequire(script ?? '')
      .resolve(name);
    return path === undefined ? undefined : process?.getBuiltinModule?.('node:url').pathToFileURL(path).href;
  } catch {
    return undefined;
  }
}

/** Returns whether the host is Node, or claims to be. */
export const isOnNode = (): boolean => host.process?.versions?.node !== undefined;

/** Returns the environment variables; an empty object if the host has none. */
export const environment = (): { readonly [name: string]: string | undefined } => host.process?.env ?? {};

/** Returns a value that another package has stored in the global object. */
export const globalValue = (key: symbol): unknown => (globalThis as { readonly [key: symbol]: unknown })[key];

type Module = { readonly [name: string]: unknown };

// Importing a module again returns the same object, but takes 10 µs.
const modules = new Map<string, Module>();

async function importModule(url: string): Promise<Module> {
  const module = await load(url);
  modules.set(url, module);
  return module;
}

async function load(url: string): Promise<Module> {
  try {
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ url)) as Module;
  } catch (error) {
    throw explainImportFailure(error, url, host.process?.versions?.node);
  }
}

/** Returns whether a module is the main script: importing it in another process would run the program again. */
export function isMainScript(url: string): boolean {
  const script = host.process?.argv?.[1];
  if (script === undefined || !url.startsWith('file:')) return false;
  const path = decodeURIComponent(url.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, '').replace(/[?#].*$/, ''));
  return [script, scriptFile(script)].some((file) => path === file.replaceAll('\\', '/'));
}

// The script may be given as a link, a folder or a name without extension; the URL of a module is that of the file.
function scriptFile(script: string): string {
  if (found?.script !== script) found = { script, file: resolve(script) };
  return found.file;
}

let found: { readonly script: string; readonly file: string } | undefined;

function resolve(script: string): string {
  try {
    return host.process?.getBuiltinModule?.('node:module').createRequire(script).resolve(script) ?? script;
  } catch {
    return script;
  }
}

function exportNames(module: object): string {
  const names = Object.keys(module);
  return names.length === 0 ? 'no exports' : names.map((name) => `\`${name}\``).join(', ');
}
