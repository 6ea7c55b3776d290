import type { Page } from 'playwright-core';

/** Returns the rules of axe that a page breaks, each with the first element that does: `color-contrast: <p>…`. */
export function brokenRules(page: Page): Promise<string[]>;
