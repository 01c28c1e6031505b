import type { StopReason } from './stop-reason.ts';
import { describeSystemCode, systemCodeOf } from './system-errors.ts';
import { describeFault, otherWay, type SystemFault } from './system-fault.ts';
import { UsageError } from './usage-error.ts';

/**
 * Something that this machine should do failed, such as a disk that is full. No bug: the message is a sentence that
 * names the thing, why, and what to do.
 */
export class SystemFailure extends UsageError {
  readonly fault: SystemFault;
  /** Requests may have been sent before. */
  readonly afterSending: boolean;

  /** @param more a sentence that comes after it, where something was sent before */
  constructor(
    fault: SystemFault,
    { cause, more }: { readonly cause?: unknown; readonly more?: string } = {},
  ) {
    const or = otherWay(fault);
    const advice = `${describeSystemCode(fault).todo}${or !== undefined && more === undefined ? `, or ${or}` : ''}.`;
    super([`${describeFault(fault)}.`, advice, more].filter(Boolean).join(' '), undefined, { cause });
    this.fault = fault;
    this.afterSending = more !== undefined;
  }
}

/** What failed of a thing; undefined when the error is none of the system's. */
export function faultOf(error: unknown, thing: SystemFault['thing'], path: string): SystemFault | undefined {
  if (error instanceof SystemFailure) return error.fault;
  const found = systemCodeOf(error);
  return found && { thing, path, ...found };
}

/** The same for an error of which nobody has said what it is about; some errors name a path themselves. */
export function asUnnamedFailure(error: unknown): unknown {
  return asFailure(error, 'machine', pathOf(error));
}

/** The same as an error to be thrown; an error that is none of the system's stays as it is. */
export function asFailure(error: unknown, thing: SystemFault['thing'], path: string): unknown {
  if (error instanceof UsageError) return error;
  const fault = faultOf(error, thing, path);
  return fault ? new SystemFailure(fault, { cause: error }) : error;
}

/** Why a run ends in which something failed. */
export function brokenBy(error: unknown): StopReason {
  const fault = faultOf(error, 'machine', pathOf(error));
  if (fault) return { kind: 'broken', message: describeFault(fault), fault };
  return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
}

function pathOf(error: unknown): string {
  const { path } = Object(error) as { path?: unknown };
  return typeof path === 'string' ? path : '';
}
