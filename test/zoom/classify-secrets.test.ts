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

  it('is taken out of everything that people read', () => {
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
  });

  it('that is a common word as well leaves addresses and page tokens as they are', () => {
    const body = { users: [{ email: 'secretary@example.org' }], next_page_token: 'secret2' };
    const page = meaning({ endpoint: 'listUsers', status: 200, body, secrets: ['secret'] });
    expect(page.body).toEqual(body);
  });
});
