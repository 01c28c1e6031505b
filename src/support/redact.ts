const REDACTED = '[redacted]';

/**
 * Replaces every secret in a text: as it is, as JSON would write it, as a URL would and in base64. Texts that come
 * from outside, such as an error message that repeats what was sent, go through here before anybody keeps them.
 */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of formsOf(secret)) clean = clean.replaceAll(form, REDACTED);
  }
  return clean;
}

function formsOf(secret: string): Set<string> {
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    Buffer.from(secret).toString('base64'),
  ]);
}
