import type { Usage } from './measure.ts';

/** What each of `calls` more calls took, in ms; loading and the end of a process are in both and count for nothing. */
export function cpuPerCall<Of extends 'cpuMs' | 'mainThreadCpuMs'>(
  of: Of,
  { many, few }: Record<'many' | 'few', readonly Pick<Usage, Of>[]>,
  calls: number,
): number[] {
  return many.map((usage, at) => (usage[of] - (few[at]?.[of] ?? Number.NaN)) / calls);
}
