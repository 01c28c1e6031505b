import type { PasswordRules } from '../schema/password-rules.ts';
import type { Label } from './label.ts';

/** How the simulated account and its app are set up. Nothing has to be given. */
export type SimulatorOptions = {
  /** On 127.0.0.1; any free one by default. */
  port?: number;
  /**
   * True by default: every request must be as Zoom documents it, so that what passes here passes there. False: what released
   * clients send is taken, too, as Zoom takes it.
   */
  strict?: boolean;
  /** Decides the limits below where they are not given; `pro` by default. */
  plan?: 'free' | 'pro' | 'business';
  perSecond?: Partial<Record<Label, number>>;
  /** Calls a UTC day. */
  perDay?: Partial<Record<Label, number>>;
  /** `action=create` a UTC day. */
  createsPerDay?: number;
  /** How long the work of a call takes, or from and to in milliseconds; 0 by default. */
  latencyMs?: number | readonly [number, number];
  /**
   * `X-RateLimit-*` on answers and refusals, except the create quota's; on by default. What answers carry is about the
   * day; with `per-second` it is about the second, which nobody has seen Zoom do.
   */
  rateHeaders?: boolean | 'per-second';
  /** `X-RateLimit-*` for the create quota; off by default, as it was seen in the wild. */
  quotaHeaders?: boolean;
  /** Of PUT status; 204 by default, and 200 in Zoom's specification. */
  statusReply?: 200 | 204;
  accountId?: string;
  accountName?: string;
  clientId?: string;
  clientSecret?: string;
  tokenSeconds?: number;
  /**
   * The most users on a page of the list; 300 by default, and 2,000 in Zoom's specification. Who asks for more is refused, and
   * gets as many as that when the simulator is not strict.
   */
  usersPerPage?: number;
  /** How long a `next_page_token` lives; 900 by default, as Zoom documents. */
  pageTokenSeconds?: number;
  /** A new token ends the one before it, as Zoom did until about 2023. */
  singleToken?: boolean;
  /** The scopes that the app has; all that are needed by default. */
  scopes?: readonly string[];
  /** False: ssoCreate is refused with 2002. */
  ssoEnabled?: boolean;
  /** False: ssoCreate is refused with 2032. */
  ssoPreProvision?: boolean;
  /** False: custCreate is refused. */
  custCreateAllowed?: boolean;
  /**
   * When given, autoCreate and a change of address take only addresses of these, whose users cannot be
   * disassociated.
   */
  managedDomains?: readonly string[];
  /** False: the account manages no domain, and no address can be changed. */
  managedDomain?: boolean;
  blockedDomains?: readonly string[];
  /** Addresses that hold an active account elsewhere. */
  takenElsewhere?: readonly string[];
  /** Users of type 1 that may be pending or active. */
  maxBasic?: number;
  /** Users of type 2 that may be pending or active. */
  maxLicensed?: number;
  /** When given, no other group and no other subscription exists. */
  groups?: readonly string[];
  /** False: PATCH of a pending user ignores the group, too, as one vendor reports of Zoom. */
  pendingGroups?: boolean;
  subscriptions?: readonly string[];
  /** The address of the user who owns the account. */
  owners?: readonly string[];
  /** Addresses whose users are administrators, Zoom Rooms, or managers of call queues of Zoom Phone. */
  admins?: readonly string[];
  zoomRooms?: readonly string[];
  callQueueManagers?: readonly string[];
  /** Addresses whose users have published events on Zoom Events. */
  eventHosts?: readonly string[];
  passwordRules?: Partial<PasswordRules>;
  /** Password changes of one user in 24 hours. */
  passwordChanges?: number;
  /** Changes of one user's address in 24 hours; 3 by default, as Zoom documents. */
  emailChanges?: number;
  /** How many of the newest requests the journal keeps. */
  journalLimit?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** From 0 to below 1. */
  random?: () => number;
};
