import type { ResultRow } from '../../src/core/result-row.ts';
import type { Chart } from '../../src/report/html/page-data.ts';
import { resultRow } from './result-row.ts';

const FAILURES: readonly Partial<ResultRow>[] = [
  {
    ...{ action: 'update', outcome: 'rejected', httpStatus: 400, zoomCode: 300 },
    reason: { kind: 'refused', message: 'Validation Failed: dept is too long.' },
  },
  {
    ...{ outcome: 'deferred', httpStatus: undefined, attempts: 0, trackingId: '', userId: '' },
    reason: { kind: 'quota', quota: 'create', used: 1_500, limit: 1_500, closedByZoom: false },
  },
];

/** So many rows: of six one is rejected and one deferred. */
export function sampleRows(count: number): ResultRow[] {
  return Array.from({ length: count }, (_, at) =>
    resultRow({
      ...{ line: at + 2, user: `person${at}@example.com`, userId: `id-${at}` },
      ...(at % 6 === 1 && { action: 'update', outcome: 'updated', httpStatus: 204 }),
      ...(at % 6 >= 4 && FAILURES[(at % 6) - 4]),
    }),
  );
}

export const SAMPLE_ROWS = sampleRows(12);

const AT = Date.UTC(2026, 2, 11, 18, 45, 1) / 1000;

/** Three minutes with a refusal, a pause and an outage, and an hour later some calls of another session. */
export const SAMPLE_CHART: Chart = {
  labels: [sampleLabel('Light', 30), sampleLabel('Medium', 20)],
  marks: [
    { kind: 'pause', label: 'light', text: 'paused after a refusal (light)', from: AT + 40, to: AT + 41 },
    { kind: 'outage', text: 'nothing got through', from: AT + 90, to: AT + 130 },
    { kind: 'between', text: 'the run was not under way', from: AT + 181, to: AT + 3_600 },
  ],
};

function sampleLabel(name: string, limit: number): Chart['labels'][number] {
  const seconds = Array.from({ length: 181 }, (_, second) => second);
  const later = Array.from({ length: 40 }, (_, second) => second + 3_600);
  const at = [...seconds, ...later].map((second) => AT + second);
  const isSilent = (second: number) => (second >= 90 && second < 130) || second === 180 || second === 3_639;
  const all = [...seconds, ...later];
  return {
    name,
    at,
    calls: all.map((second) => (isSilent(second) ? 0 : limit - 2 - (second % 3))),
    refused: all.map((second) => (second === 40 ? 6 : 0)),
    allowed: all.map((second) => (second > 40 && second < 60 ? limit / 2 : limit)),
    limit: all.map(() => limit),
  };
}

/** What a row may have in its cells. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  ']]></SCRIPT >',
  `"'\`><img src=x onerror=alert(1)>`,
  '\u202Eevil\u2066\u200B',
  'a\u0000b\u001B[31m\u2028\u2029\uFEFF',
  '\uD800 alone',
  'javascript:alert(1)',
  '&lt;b&gt; &amp;',
  'x'.repeat(3_000),
  '\u0000'.repeat(3_000),
];

/** With each of them in every cell. */
export const HOSTILE_ROWS = HOSTILE.map(hostile);

function hostile(text: string, at: number): ResultRow {
  return resultRow({
    ...{ line: at + 2, action: text, user: text, userId: text, trackingId: text },
    ...{ outcome: 'rejected', reason: { kind: 'refused', message: text } },
    warnings: [{ column: text, message: text }],
  });
}
