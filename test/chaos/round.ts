import { setClock, setClockDuring } from './havoc/clock.ts';
import type { Counts } from './havoc/counts.ts';
import { damageLedger } from './havoc/damage.ts';
import { fullDiskEnv, noteFullDisk } from './havoc/full-disk.ts';
import { changeInput, changeInputDuring, planRestoredInput } from './havoc/input.ts';
import { killDuring } from './havoc/kill.ts';
import { after } from './havoc/later.ts';
import { goDownDuring, PATIENCE_MS } from './havoc/outage.ts';
import { hasRowsLeft, judgeEnd } from './judge-end.ts';
import { judgeSession } from './judge-session.ts';
import { CALM, makePlan, type PlannedSession } from './plan.ts';
import { PASSED_OVER } from './planned-rows.ts';
import { Stage } from './stage.ts';
import { repeated } from './verify.ts';

export type Round = {
  readonly seed: number;
  readonly rows: number;
  readonly requests: number;
  readonly counts: Counts;
  /** How its last session ended. */
  readonly exit: number | null;
  /** The ledger was damaged so that nothing could go on with it. */
  readonly isLost: boolean;
  /** Empty when the report and the account agree, and the program has said what it should. */
  readonly disagreements: readonly string[];
};

/** So many sessions without havoc are enough to get everything through. */
const MOST_CALM_SESSIONS = 5;

/** None of the rows takes longer, with all its waits and a busy machine. */
const LONGEST_SESSION_MS = 120_000;

/** One input, provisioned in sessions that all kinds of havoc befall, and then in peace. */
export async function playRound(seed: number): Promise<Round> {
  const plan = makePlan(seed);
  await using stage = await Stage.set(plan);
  for (const session of plan.sessions) {
    if (!stage.isLost && (session.damage || hasRowsLeft(stage))) await playSession(session, stage);
  }
  stage.calm();
  if (stage.inputText !== plan.csv) changeInput(planRestoredInput(plan.csv), stage);
  for (let count = 0; count < MOST_CALM_SESSIONS && hasRowsLeft(stage); count++) {
    await playSession(CALM, stage);
  }
  if (stage.isLost) for (const text of repeated(plan, stage.simulator)) stage.say(text);
  else await judgeEnd(stage);
  return {
    seed,
    rows: plan.rows.length,
    requests: stage.simulator.stats().requests,
    counts: stage.counts,
    exit: stage.exit,
    isLost: stage.isLost,
    disagreements: stage.disagreements,
  };
}

async function playSession(session: PlannedSession, stage: Stage): Promise<void> {
  befallBefore(session, stage);
  const before = { inputText: stage.inputText, requests: stage.requests };
  const patience = `${session === CALM ? 60 : PATIENCE_MS / 1000}s`;
  const args = [...(stage.hasBegun ? ['resume'] : runArgs(stage)), ...COMMON, '--outage', patience];
  const running = stage.start(args, session.fullDisk && fullDiskEnv(session.fullDisk, stage));
  using _havoc = befallDuring(session, stage);
  using _limit = after(LONGEST_SESSION_MS, () => {
    stage.say('a session stands still');
    running.child.kill('SIGKILL');
  });
  const end = await running.ended;
  noteFullDisk(end.stderr, stage);
  stage.exit = end.code;
  await judgeSession({ planned: session, before, end }, stage);
}

const COMMON = ['--timeout', '1', '--log-level', 'debug'];

function runArgs({ input, out, plan }: Stage): string[] {
  const guards = ['--yes', '--max-deactivate', '100%', '--max-remove', '100%'];
  const settings = ['--on-exists', plan.onExists, '--body', plan.body, '--plan', 'business'];
  const columns = ['--ignore', PASSED_OVER];
  return ['run', input, '--out', out, ...guards, ...settings, ...columns];
}

/** What happens between two sessions. Before a run has checked its input, that is the one of the plan. */
function befallBefore({ clock, inputChange, damage }: PlannedSession, stage: Stage): void {
  const { hasBegun, inputText, plan } = stage;
  if (clock) setClock(clock, stage);
  if (!hasBegun && inputText !== plan.csv) changeInput(planRestoredInput(plan.csv), stage);
  if (hasBegun && inputChange?.afterRequests === undefined && inputChange) changeInput(inputChange, stage);
  if (hasBegun && damage) damageLedger(damage, stage);
}

/** What happens while a session runs, and no longer. */
function befallDuring({ kill, clock, outage, inputChange }: PlannedSession, stage: Stage): Disposable {
  const all = new DisposableStack();
  if (kill) all.use(killDuring(kill, stage));
  if (clock) all.use(setClockDuring(clock, stage));
  if (outage) all.use(goDownDuring(outage, stage));
  if (inputChange?.afterRequests !== undefined) all.use(changeInputDuring(inputChange, stage));
  return all;
}
