import { existsSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import { chromium, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * An empty page of a browser. Nothing where there is no browser: a machine without can still run the tests, unless EPSIE_REQUIRE_BROWSER is set.
 */
export async function openPage(t: ExecutionContext): Promise<Page | undefined> {
  if (!existsSync(CHROMIUM)) {
    reportMissing(t);
    return undefined;
  }
  t.timeout(120_000, 'A browser takes its time to start');
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  t.teardown(() => browser.close());
  return browser.newPage();
}

function reportMissing(t: ExecutionContext): void {
  const message = `there is no browser at ${CHROMIUM}: install the Debian package chromium`;
  if (process.env['EPSIE_REQUIRE_BROWSER'] !== undefined) {
    t.fail(`This test must run here, but ${message}`);
    return;
  }
  t.log(`Left out: ${message}`);
  t.pass();
}
