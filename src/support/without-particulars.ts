/** A message without addresses, quoted values, ids and numbers: what is the same for many rows. */
export function withoutParticulars(message: string): string {
  return message
    .replace(/[^\s@"'“”‘’`<>(),;:]+@[^\s@"'“”‘’`<>(),;:]+/g, '…')
    .replace(/"[^"]*"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)|‘[^’]*’/g, '…')
    .replace(/(?<![\w-])[\w-]{20,}/g, '…')
    .replace(/\d+/g, '#');
}
