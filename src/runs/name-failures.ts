import path from 'node:path';
import { asFailure } from '../core/system-failure.ts';
import { underlyingError } from '../ledger/sqlite/underlying-error.ts';

/**
 * The same ledger, whose failures of the system say that it is the ledger that failed, and where it is: whatever throws far
 * below knows neither. What it hands out, such as the rows of a run, does likewise.
 */
export function nameFailures<Port extends object>(port: Port, file: string): Port {
  const fail = (error: unknown): never => {
    throw asFailure(underlyingError(error, path.dirname(file)), 'ledger', file);
  };
  const named = (value: unknown): unknown => {
    if (value instanceof Promise) return value.then(named, fail);
    return isPort(value) ? nameFailures(value, file) : value;
  };
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return named(value);
      return (...args: unknown[]) => {
        try {
          const result: unknown = value.apply(target, args);
          return isIterator(result) ? readNamed(result, fail) : named(result);
        } catch (error) {
          return fail(error);
        }
      };
    },
  });
}

async function* readNamed(items: AsyncIterable<unknown>, fail: (error: unknown) => never) {
  try {
    yield* items;
  } catch (error) {
    fail(error);
  }
}

function isIterator(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** An object with methods, and no record of plain values. */
function isPort(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return !isPlain || Object.values(value).some((its) => typeof its === 'function');
}
