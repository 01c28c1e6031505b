import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pageOf, readPage } from '../../support/report-page.ts';
import { resultRow } from '../../support/result-row.ts';
import { HOSTILE, HOSTILE_ROWS } from '../../support/sample-page.ts';

describe('a page', () => {
  it('has each row as JSON that nothing in a row can end, and nothing that nobody sees', async () => {
    const input = HOSTILE.join('');
    const { html, rows, data } = readPage(await pageOf({ rows: HOSTILE_ROWS }));
    expect(rows).toHaveLength(HOSTILE.length);
    expect(rows[0]?.slice(0, 4)).toEqual([2, HOSTILE[0], HOSTILE[0], 'rejected']);
    expect(rows[4]?.[2]).toBe('<U+202E>evil<U+2066><U+200B>');
    expect(data.groups.length).toBeGreaterThan(3);
    const [, ofRows = ''] = html.split('id="rows">');
    const [json = ''] = ofRows.split('</script>');
    expect(json).not.toMatch(/[<>&]/);
    expect(html).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
    expect(input.length).toBeGreaterThan(6_000);
    expect(json.length).toBeLessThan(HOSTILE.length * 6_000);
  });

  it('may load nothing and send nothing, and runs only what it has been written with', async () => {
    const { html } = readPage(await pageOf({ rows: HOSTILE_ROWS }));
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy.split('; ').map((rule) => rule.split(' ')[0])).toEqual([
      ...['default-src', 'script-src', 'style-src', 'base-uri', 'form-action'],
    ]);
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/);
    const parts = [...html.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(([, , text = '']) => text);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      expect(policy).toContain(`'sha256-${createHash('sha256').update(part).digest('base64')}'`);
    }
    const around = html.replaceAll(/<(script|style)([^>]*)>[\s\S]*?<\/\1>/g, '<$1$2>');
    expect(around).not.toMatch(/\s(?:src|href|style|on\w+)=/i);
    expect(html).not.toMatch(/url\(|sourceMappingURL/i);
  });

  it('is small, and has the licence of what is not ours', async () => {
    const { html } = readPage(await pageOf({ rows: [] }));
    expect(html.length).toBeLessThan(600_000);
    expect(html.match(/MIT License|Permission is hereby granted/g)?.length).toBeGreaterThanOrEqual(1);
  });

  it('says what it has left out: all that did not go through stay, of the others as many as fit', async () => {
    const rows = [resultRow(), resultRow({ line: 3 }), resultRow({ line: 4, outcome: 'failed' })];
    const { rows: shown, data } = readPage(await pageOf({ rows, times: 40_000 }));
    expect(data.rows).toEqual({ all: 120_000, shown: shown.length });
    const failed = shown.filter(([, , , outcome]) => outcome === 'failed');
    expect([failed.length, shown.length]).toEqual([40_000, 106_667]);
  });

  it('tells without any script how many rows ended how, and nothing of a row', async () => {
    const { html } = readPage(await pageOf({ rows: [...HOSTILE_ROWS, resultRow({ line: 99 })] }));
    const [, told = ''] = /<noscript>([\s\S]*?)<\/noscript>/.exec(html) ?? [];
    expect(told).toContain('<p>12 rows: 1 created, 11 rejected.</p>');
    expect(told.match(/</g)?.length).toBe(6);
  });
});
