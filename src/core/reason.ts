import type { Foreseen } from './foreseen.ts';
import type { Problem } from './problem.ts';
import type { StopReason } from './stop-reason.ts';
import type { Outcome } from './vocabulary.ts';

/**
 * Why a row has its outcome, or what should be known about it, as facts. The report makes a sentence of it; nothing else
 * does, and nothing takes a sentence apart. It is kept in the ledger as JSON, so a kind that has been released keeps its
 * fields.
 */
export type Reason =
  /** Failed validation. */
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }
  /** `--protect` names the user. */
  | {
      readonly kind: 'protected';
      readonly pattern: string;
      /** What an earlier session had done of the row: sent a request that got no answer, or made the user. */
      readonly after?: 'sent' | 'created';
    }
  /** An earlier row of the same user did not go through, waits, or took the user out of the account. */
  | {
      readonly kind: 'earlierRow';
      readonly line: number;
      readonly outcome: Outcome;
      /** It waits until an invitation is accepted, whatever its outcome. */
      readonly awaitsInvitation: boolean;
    }
  /** Zoom's answer, or what became of it on the way: Zoom's own words where there are some. */
  | {
      readonly kind: 'refused';
      readonly message: string;
      /** The address belongs to somebody outside the account. */
      readonly outsideAccount?: true;
    }
  /** The user was made by the row's first call, and the second did not go through, for this reason. */
  | { readonly kind: 'afterCreate'; readonly reason: Reason }
  /** The account had the user already, who was switched on, and what came after that did not go through, for this reason. */
  | { readonly kind: 'afterActivation'; readonly reason: Reason }
  /** The account had the user already; Zoom's words about it where they were said. */
  | {
      readonly kind: 'existed';
      readonly message?: string;
      /** The user was deactivated, and is so still, or was switched on. */
      readonly inactive?: 'still' | 'activated';
      /** The row gives nothing that changes somebody who exists. */
      readonly nothingToChange?: true;
    }
  /** The account has all of it already, so nothing was sent (`--skip-unchanged`). */
  | { readonly kind: 'unchanged'; readonly what: 'nothing' | 'alreadyInactive' | 'alreadyActive' | 'skips' }
  /** A part of the row, or all, waits until the user accepts the invitation. */
  | {
      readonly kind: 'awaitsInvitation';
      /**
       * The profile of a user made just now, that of one who existed, the whole row, one whose invitation may have run out,
       * or one with a password, which is not kept.
       */
      readonly what: 'profile' | 'existingUser' | 'row' | 'expiredRow' | 'password';
      /** The answer to the create was lost, and the account showed that it took effect. */
      readonly settled?: true;
      /** What is left has a value that is never shown, and so is not kept either. */
      readonly fromFile?: true;
    }
  /** The user has not accepted the invitation, so it can be disassociated only, and not deleted, or what is said here. */
  | { readonly kind: 'onlyDisassociate'; readonly instead?: 'deactivate' }
  /** The row gives an address and an id, and the account has another address under that id. */
  | {
      readonly kind: 'notOneUser';
      readonly email: string;
      readonly userId: string;
      /** Empty when the account shows none. */
      readonly address: string;
    }
  /** The account shows no address under the row's id, so nobody can tell whether `--protect` names the user. */
  | { readonly kind: 'noAddress'; readonly userId: string }
  /** An answer was lost, and it is known all the same what came of the request. */
  | { readonly kind: 'settled'; readonly by: 'asking' | 'sendingAgain' | 'echo' }
  /** A quota of the day is used up; nothing was sent. */
  | {
      readonly kind: 'quota';
      readonly quota: 'create' | 'light' | 'medium';
      readonly used: number;
      readonly limit: number;
      /** Zoom said so, whatever was counted here. */
      readonly closedByZoom: boolean;
      /** How much was used is not known, since the ledger is damaged. */
      readonly damaged?: true;
    }
  /** A request of an earlier session got no answer, and what came of it is not known yet. */
  | { readonly kind: 'unsettled'; readonly message: string }
  /** An answer was lost, and the account could not be asked what came of the request. */
  | { readonly kind: 'couldNotAsk'; readonly lost: string; readonly message: string }
  /** A create got no answer, and nothing tells whether it made the user whom the account has. */
  | {
      readonly kind: 'whoseIsUnclear';
      /**
       * The account does not say when the user was made; nobody knows by Zoom's clock when the request left; the user was made
       * since then, under another name or type, or at a time that has not come yet; this program had invited the user before.
       */
      readonly why: 'noTime' | 'noSince' | 'otherUser' | 'future' | 'invitedBefore';
    }
  /** What the ledger has on record of the row is damaged, whatever it was. Never on record. */
  | { readonly kind: 'damagedRecord' }
  /** The run ended while the row's request was under way, or goes on. */
  | { readonly kind: 'interrupted'; readonly underWay?: true }
  /** The run ended before the row was sent, or sent again. */
  | {
      readonly kind: 'notReached';
      /** Why the run ended; undefined when nobody knows. */
      readonly stop?: StopReason | undefined;
      /** `refused`: Zoom refused an attempt. `created`: the first of the row's calls has made the user. */
      readonly after?: 'refused' | 'created';
    }
  /** The input was changed since it was checked, and does not have the row any more as it was: nothing was sent. */
  | {
      readonly kind: 'inputChanged';
      /** `password`: all but the password is as it was, and that is another one, or cannot be compared. */
      readonly what: 'row' | 'password';
      /** A default or the job's functions gave a part of it, which may be why. */
      readonly isMadeUp?: true;
    }
  /** What a run would do, of a preview. */
  | {
      readonly kind: 'preview';
      /** In order, such as `create the user`. */
      readonly steps: readonly string[];
      /** The UTC day (YYYY-MM-DD) on which a create goes, or `none` when no day has room for it. */
      readonly day?: string;
      /** The profile waits until the invitation is accepted. */
      readonly awaitsInvitation?: true;
    }
  /** The same by what the account has, of a live preview. */
  | ({
      readonly kind: 'foreseen';
      /** As above. */
      readonly day?: string;
    } & Foreseen)
  /** A sentence that an older version of this program recorded. */
  | { readonly kind: 'recorded'; readonly message: string };

/** Something odd about a row that is accepted all the same. */
export type Warning = Problem;
