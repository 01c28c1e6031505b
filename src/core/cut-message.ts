/** In UTF-8. Zoom's own messages are far shorter, and a million rows may each keep one. */
const MOST_BYTES = 600;
const CUT = '…';
const ENCODER = new TextEncoder();
const WITH_CUT = new Uint8Array(MOST_BYTES + ENCODER.encode(CUT).length);

/** A message as it may be kept: of what is longer than anybody reads the beginning, with whole characters. */
export function cutMessage(text: string): string {
  if (ENCODER.encodeInto(text, WITH_CUT).read === text.length) return text;
  const { read } = ENCODER.encodeInto(text, WITH_CUT.subarray(0, MOST_BYTES));
  return text.slice(0, read) + CUT;
}
