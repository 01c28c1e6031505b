import { ENDPOINTS, type EndpointName } from '../core/endpoints.ts';
import { faultOf } from '../core/faults.ts';
import type { Sighting } from '../core/outage.ts';

/** What is seen of an outage: `connection refused by api.zoom.us:443`. */
export function describeSighting({ fault, place, message }: Sighting): string {
  const known = faultOf(fault ?? '');
  if (!known) return message;
  return [known.what, known.by, place ?? 'Zoom'].filter(Boolean).join(' ');
}

/** The same beside the place: `connection refused`. */
export function describeCause({ fault, message }: Sighting): string {
  return faultOf(fault ?? '')?.what.replace(/:$/, '') ?? message;
}

/** Who was called, without the port that goes without saying. */
export function describePlace({ place = 'Zoom' }: Sighting): string {
  return place.replace(/:443$/, '');
}

/** `PATCH /users/{user}`. */
export function describeCall(call: EndpointName): string {
  const { method, path } = ENDPOINTS[call];
  return `${method} ${path}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** In words, as somebody wrote it who meant a round time: `15 minutes`, `90 seconds`. */
export function describeRoundTime(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, its]) => ms >= its && ms % its === 0) ?? ['second', 1_000];
  const count = Math.round(ms / unitMs);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
