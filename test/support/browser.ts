import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Debian's browser, or one of the same kind; https://packages.debian.org/chromium */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const found = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  .find((file) => existsSync(file));

export const hasBrowser = found !== undefined;

let browser: Promise<Browser> | undefined;

/** Closed by whoever started tests with it. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

export type Look = {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly scripts?: boolean;
};

/** A page as somebody sees it, with what it asked for beside its file, and what it complained of. */
export async function look(
  file: string,
  { width = 1400, scheme = 'light', scripts = true }: Look = {},
): Promise<{ readonly page: Page; readonly asked: string[]; readonly complaints: string[] }> {
  if (found === undefined) throw new Error('there is no browser: apt-get install chromium');
  // Who is root has no sandbox.
  browser ??= chromium.launch({ executablePath: found, chromiumSandbox: process.getuid?.() !== 0 });
  const context = await (await browser).newContext({
    viewport: { width, height: 1000 },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    timezoneId: 'Europe/Berlin',
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  await page.goto(`file://${file}`);
  return { page, asked, complaints };
}
