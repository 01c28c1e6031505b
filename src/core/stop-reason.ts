import type { EndpointName } from './endpoints.ts';
import type { OutageFacts } from './outage.ts';
import type { SystemFault } from './system-fault.ts';
import type { ActionName } from './vocabulary.ts';

/**
 * Why a run ended before its last row, or why some of its rows were held back while the others went on. It is kept in
 * the ledger as JSON, so a kind that has been released keeps its fields.
 */
export type StopReason =
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  /** By the program that uses the library; the message is the reason that it gave. */
  | { readonly kind: 'aborted'; readonly message: string }
  | { readonly kind: 'signInRefused'; readonly message: string }
  /** Of an older version: the sign-in could not be reached, try after try. */
  | { readonly kind: 'signInFailed'; readonly message: string }
  /** Nothing got through for so long. With a call others did, and only rows that make it are held back. */
  | ({ readonly kind: 'outage'; readonly forMs: number } & OutageFacts)
  /** No connection can be made as things are set up: the host's certificate, or the proxy. */
  | { readonly kind: 'unusable'; readonly message: string }
  /** Only rows that make this call are held back; an older version ended the run, and has no call. */
  | {
      readonly kind: 'missingScope';
      readonly scope: string;
      readonly call?: EndpointName | undefined;
      readonly message: string;
    }
  /** The same for a permission of the role that the app's owner has. */
  | {
      readonly kind: 'missingPermission';
      readonly permission: string;
      readonly call?: EndpointName | undefined;
      readonly message: string;
    }
  /** Who answers at the address does not know the call. With a call, others are known there. */
  | {
      readonly kind: 'unknownAddress';
      readonly address: string | undefined;
      /** The address is that of the sign-in. */
      readonly signIn?: true;
      readonly call?: EndpointName | undefined;
      readonly message: string;
    }
  /** A refusal that every row meets. Older ledgers have an action, or `rows` alone: so many in a row got no answer. */
  | {
      readonly kind: 'breaker';
      readonly rows?: number;
      readonly action?: ActionName;
      readonly message: string;
    }
  /** The same refusal again and again of rows that are alike; only those like them are held back. */
  | {
      readonly kind: 'heldBack';
      readonly rows: number;
      readonly action: ActionName;
      /** The licence that they ask for, by field, as text. */
      readonly licence?: Readonly<Record<string, string>>;
      readonly message: string;
    }
  /** So many rows were not in the input any more as they were when it was checked, or not at all: these are the first. */
  | {
      readonly kind: 'inputChanged';
      readonly rows: number;
      readonly firstLines: readonly number[];
      /** The input ends before the last of them. */
      readonly endsEarly?: true;
    }
  /** The ledger, the disk or the program itself failed. */
  | { readonly kind: 'broken'; readonly message: string; readonly fault?: SystemFault }
  /** Nobody recorded an end, and nobody is at the run any more. Never on record. */
  | { readonly kind: 'crashed' }
  /** The run has not ended: this process is at it. Never on record. */
  | ({ readonly kind: 'underWay' } & RunningProcess);

/** Where a run goes on, and since when, in ms since the epoch. */
export type RunningProcess = { readonly pid: number; readonly host: string; readonly since: number };
