const REDACTED = '[redacted]';

/**
 * Replaces every secret in a text: as it is, as JSON or HTML would write it, as a URL or a form would and in base64.
 * Texts that come from outside, such as an error message that repeats what was sent, go through here before anybody
 * keeps them.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  return redactor(secrets)(text);
}

/** The same for many texts. */
export function redactor(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set([...secrets].filter((secret) => secret !== '').flatMap(formsOf));
  // The longest first: a secret that begins another one would leave the rest of that one standing.
  const sorted = [...forms].sort((a, b) => b.length - a.length);
  return (text) => sorted.reduce((clean, form) => clean.replaceAll(form, REDACTED), text);
}

function formsOf(secret: string): string[] {
  const html = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const url = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    html,
    html.replaceAll('"', '&quot;'),
    html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    html.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
    html.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    url,
    url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ];
}
