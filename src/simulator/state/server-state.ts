import type { Door } from '../http/door.ts';
import type { Account } from './account.ts';
import type { Counters } from './counters.ts';
import type { Faults } from './faults.ts';
import type { Limits } from './limits.ts';
import type { SimulatorSettings } from './simulator-settings.ts';
import type { Tokens } from './tokens.ts';

/** Everything that one simulator consists of. */
export type ServerState = {
  readonly settings: SimulatorSettings;
  readonly account: Account;
  readonly tokens: Tokens;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly counters: Counters;
  readonly door: Pick<Door, 'shut'>;
  /** Fires when the simulator closes: whoever waits stops waiting. */
  readonly closing: AbortSignal;
};
