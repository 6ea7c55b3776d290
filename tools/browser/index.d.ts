import type { ExecutionContext } from 'ava';
import type { BrowserContextOptions, Page } from 'playwright-core';

/** A page in a browser that can import the compiled packages by their names, and the compiled tests. */
export type BrowserPage = {
  /** The page. */
  readonly page: Page;
  /**
   * Calls an exported function of a module in the browser. Arguments and result are copied.
   *
   * @param module a compiled module of a package, such as `new URL('./sampled.js', import.meta.url)`
   */
  call<Result>(module: URL, name: string, ...args: readonly unknown[]): Promise<Result>;
};

/**
 * Opens a page for the duration of a test. Undefined where there is no browser: a machine without can still run the tests, unless
 * EPSIE_REQUIRE_BROWSER is set.
 */
export function openPage(t: ExecutionContext): Promise<BrowserPage | undefined>;

/** A browser for the duration of a test. */
export type TestBrowser = {
  /** Opens a page that shares nothing with the others, and closes with the test. */
  newPage(options?: BrowserContextOptions): Promise<Page>;
};

/** Opens a browser for the duration of a test. Undefined where {@link openPage} is. */
export function openBrowser(t: ExecutionContext): Promise<TestBrowser | undefined>;

/** Opens an empty page, for what is no module: figures and reports. Undefined where {@link openPage} is. */
export function openEmptyPage(t: ExecutionContext): Promise<Page | undefined>;
