import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import type { ResultRow } from '../../src/core/result-row.ts';
import { closeBrowser, hasBrowser, look } from '../support/browser.ts';
import { pageOf } from '../support/report-page.ts';
import { resultRow } from '../support/result-row.ts';
import { HOSTILE_ROWS, SAMPLE_CHART, SAMPLE_ROWS, sampleRows } from '../support/sample-page.ts';

const VIOLATIONS = `axe.run().then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary].join(' '))))`;

const SAMPLE = {
  rows: SAMPLE_ROWS,
  facts: { chart: SAMPLE_CHART, days: [{ date: '2026-03-12', creates: 3 }] },
};

const users = (page: Page) => page.locator('td.of-user').allInnerTexts();
const found = (page: Page) => page.locator('.found').innerText();

it.runIf(process.env.CI === 'true' && process.platform === 'linux')(
  'a browser is installed, so that the tests below are not skipped',
  () => {
    expect(hasBrowser).toBe(true);
  },
);

describe.skipIf(!hasBrowser)('a page in a browser (needs chromium)', { timeout: 60_000 }, () => {
  afterAll(closeBrowser);

  it('says what was done and asks for nothing but its own file', async () => {
    const file = await pageOf(SAMPLE);
    const { page, asked, complaints } = await look(file);
    expect(await page.locator('h1').innerText()).toBe('Not finished yet: 8 of 12 rows went through.');
    expect(await page.title()).toBe('20260311-184501-k3f9 · zoom-provision');
    expect(await page.locator('#facts').innerText()).toContain('2026-03-11 18:45:01 UTC');
    expect(await page.locator('#chart canvas').count()).toBe(2);
    expect(await found(page)).toBe('12 rows');
    await page.locator('#chart summary').click();
    expect(asked).toEqual([`file://${file}`]);
    expect(complaints).toEqual([]);
  });

  it('finds, filters and sorts its rows, and goes from page to page', async () => {
    const { page, complaints } = await look(await pageOf({ ...SAMPLE, times: 10 }));
    expect(await found(page)).toBe('120 rows');
    await page.getByLabel('Search').fill('  PERSON3@example');
    await expect.poll(() => found(page)).toBe('10 of 120 rows');
    expect(new Set(await users(page))).toEqual(new Set(['person3@example.com']));
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('rejected');
    await page.getByRole('combobox', { name: 'Action' }).selectOption('update');
    expect(await found(page)).toBe('20 of 120 rows');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Line', exact: true }).click();
    expect(await page.locator('td.of-line').first().innerText()).toBe('121');
    expect(await page.locator('th.of-line').getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    expect(await page.locator('.where').innerText()).toBe('Page 2 of 3');
    await page.getByLabel('Rows on a page').selectOption('500');
    expect(await users(page)).toHaveLength(120);
    expect(complaints).toEqual([]);
  });

  it('leads from a reason to its rows, and tells all of one', async () => {
    const { page } = await look(await pageOf(SAMPLE));
    await page.getByRole('button', { name: /Show these rows: 2 rows: rejected/ }).click();
    expect(await found(page)).toBe('2 of 12 rows');
    await page.getByRole('button', { name: 'Show the details of line 6' }).press('Enter');
    const details = page.locator('.details');
    expect(await details.innerText()).toContain('v=2.0;clid=us02;rid=WEB_1');
    expect(await page.locator('[aria-expanded=true]').getAttribute('aria-label')).toBe(
      'Hide the details of line 6',
    );
    expect(await page.evaluate('document.activeElement.id')).toBe('row-6');
  });

  it('copies the tracking ids of the rows that are shown', async () => {
    const { page } = await look(
      await pageOf({ rows: [resultRow(), resultRow({ line: 3, trackingId: 'v=3' })] }),
    );
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy tracking ids' }).click();
    await expect.poll(() => page.locator('[role=status].unseen').innerText()).toBe('Copied');
    const copied = await page.evaluate('navigator.clipboard.readText()');
    expect(copied).toBe('v=2.0;clid=us02;rid=WEB_1\nv=3');
  });

  it('shows hostile rows as the texts that they are', async () => {
    const { page, asked, complaints } = await look(await pageOf({ rows: HOSTILE_ROWS }));
    expect(await page.locator('td.of-user').first().innerText()).toBe('</script><script>alert(1)</script>');
    for (const { line } of HOSTILE_ROWS) await page.locator(`#row-${line}`).click();
    expect(await page.locator('.details').count()).toBe(HOSTILE_ROWS.length);
    expect(await page.locator('img, iframe, a, object, link, form[action]').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(5);
    expect([asked.length, complaints]).toEqual([1, []]);
  });

  it.each([
    ['light', 1400],
    ['dark', 1400],
    ['light', 390],
    ['dark', 390],
  ] as const)(
    'can be used by everybody, as far as a program can tell: %s, %i pixels',
    async (scheme, width) => {
      const { page } = await look(await pageOf(SAMPLE), { scheme, width });
      await page.getByRole('button', { name: 'Show the details of line 6' }).click();
      for (const summary of await page.locator('summary').all()) await summary.click();
      // What a page may not run, the tools of a browser may.
      await page.evaluate(axe.source);
      expect(await page.evaluate(VIOLATIONS)).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  it.each(['A4', 'Letter'])('prints on %s', async (format) => {
    const { page, complaints } = await look(await pageOf(SAMPLE), { scheme: 'dark', width: 700 });
    const pdf = await page.pdf({ format });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(27, 31, 36)');
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toContain('only');
    expect(await page.evaluate("getComputedStyle(document.querySelector('table.rows')).display")).toBe(
      'table',
    );
    expect(await page.locator('button:not(th button):visible').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('says without scripts what it can', async () => {
    const { page } = await look(await pageOf(SAMPLE), { scripts: false });
    expect(await page.locator('body').innerText()).toContain('12 rows: 6 created');
  });

  it('opens 100,000 rows and finds one among them, all of them there', async () => {
    const rows: ResultRow[] = sampleRows(1_000);
    const { page } = await look(await pageOf({ rows, times: 100 }));
    expect(await found(page)).toBe('100,000 rows');
    await page.getByLabel('Search').fill('100,001');
    await page.getByLabel('Search').fill('person999@');
    await expect.poll(() => found(page)).toBe('100 of 100,000 rows');
  });

  it('is there when it is empty', async () => {
    const { page, complaints } = await look(await pageOf({ rows: [] }));
    expect(await page.locator('h1').innerText()).toBe('Done: the input has no rows.');
    expect(complaints).toEqual([]);
  });
});
