import type { StopReason } from '../core/stop-reason.ts';
import type { ZoomError } from '../core/zoom-error.ts';

/** Why a call that was refused whoever it is about is made no more. */
export function whyRefused({ kind, call, scope = '', address, message, reason }: ZoomError): StopReason {
  if (reason.kind === 'notReached' && reason.stop) return reason.stop;
  switch (kind) {
    case 'missingScope':
      return { kind, scope, call, message };
    case 'missingPermission':
      return { kind, permission: scope, call, message };
    case 'signInRefused':
    case 'unusable':
      return { kind, message };
    default:
      return { kind: 'unknownAddress', address, call, message };
  }
}
