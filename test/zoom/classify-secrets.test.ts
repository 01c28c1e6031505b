import { describe, expect, it } from 'vitest';
import { error, meaning } from '../support/meaning.ts';

describe('a secret', () => {
  const secret = `Pä"s<s>'w&r d+/1`;
  const html = 'Pä&quot;s&lt;s&gt;&#39;w&amp;r d+/1';

  it.each([
    ['as it is', secret],
    ['as JSON inside JSON', JSON.stringify({ password: secret })],
    ['in a URL', encodeURIComponent(secret)],
    ['in a form', String(new URLSearchParams({ password: secret }))],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in HTML', html],
  ])('is taken out of a message %s', (_how, form) => {
    const { message } = meaning({ body: { code: 300, message: `bad (${form})` }, secrets: [secret] });
    expect(message).toMatch(/^bad \(.*\[redacted\].*\)$/);
    expect(message).not.toMatch(/P.*1/);
  });

  it('is taken out of everything that is kept', () => {
    const body = { code: 300, message: 'no', errors: [{ field: secret, message: secret }] };
    const headers = { 'x-zm-trackingid': `rid=${secret}` };
    expect(meaning({ body, headers, secrets: ['', secret] })).toEqual(
      error({
        kind: 'rejected',
        code: 300,
        message: 'no [redacted]: [redacted]',
        trackingId: 'rid=[redacted]',
      }),
    );
    const page = meaning({ status: 502, text: `<html><title>${html}</title>`, secrets: [secret] });
    expect(page.message).toBe("HTTP 502 with an HTML page ([redacted]) instead of Zoom's answer");
    const success = meaning({ endpoint: 'getUser', status: 200, body: { a: [secret] }, secrets: [secret] });
    expect(success.body).toEqual({ a: ['[redacted]'] });
  });
});
