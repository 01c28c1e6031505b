import type { RunningProcess } from '../core/stop-reason.ts';
import { describeUtc } from './terminal/wording.ts';

/** `pid 4711 on hr-server since 2026-03-12 10:00 UTC`. */
export function describeHolder({ pid, host, since }: RunningProcess): string {
  return `pid ${pid} on ${host} since ${describeUtc(new Date(since).toISOString())}`;
}
