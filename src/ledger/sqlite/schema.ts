/**
 * The ledger's tables, as the steps that lead from an empty file to the newest version; `PRAGMA user_version` counts
 * the steps taken. A step that has been released is never changed, only followed by another.
 *
 * Nothing here holds a password or a token; and what a row wants to change only while it waits for an invitation, since
 * `resume` reads the input again.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE runs (
    number       INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    account      TEXT NOT NULL,
    input        TEXT NOT NULL,
    digest       TEXT NOT NULL,
    settings     TEXT NOT NULL,
    plan         TEXT NOT NULL,
    version      TEXT NOT NULL,
    status       TEXT NOT NULL,
    stop         TEXT,
    out_dir      TEXT NOT NULL,
    started_at   INTEGER NOT NULL,
    finished_at  INTEGER,
    active_ms    INTEGER NOT NULL DEFAULT 0,
    requests     INTEGER NOT NULL DEFAULT 0,
    retries      INTEGER NOT NULL DEFAULT 0,
    per_second   INTEGER NOT NULL DEFAULT 0,
    daily        INTEGER NOT NULL DEFAULT 0,
    concurrent   INTEGER NOT NULL DEFAULT 0,
    resume_after INTEGER
  ) STRICT;

  CREATE TABLE rows (
    run         INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    line        INTEGER NOT NULL,
    action      TEXT NOT NULL,
    user        TEXT NOT NULL,
    state       INTEGER NOT NULL,
    created     INTEGER NOT NULL DEFAULT 0,
    held_back   INTEGER NOT NULL DEFAULT 0,
    after_line  INTEGER,
    outcome     TEXT,
    http_status INTEGER,
    zoom_code   INTEGER,
    message     TEXT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    user_id     TEXT,
    tracking_id TEXT,
    started_at  INTEGER,
    finished_at INTEGER,
    PRIMARY KEY (run, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quota (
    account TEXT NOT NULL,
    day     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    used    INTEGER NOT NULL,
    closed  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, day, kind)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE invited (
    account TEXT NOT NULL,
    user    TEXT NOT NULL,
    PRIMARY KEY (account, user)
  ) STRICT, WITHOUT ROWID;
  `,
  // How the limiters were used: LimiterUses as JSON.
  `ALTER TABLE runs ADD COLUMN lanes TEXT NOT NULL DEFAULT '{}'`,
  // Reasons and warnings as data (JSON); rows of before have a sentence in `message`. Who holds an account now.
  `
  ALTER TABLE rows ADD COLUMN reason TEXT;
  ALTER TABLE rows ADD COLUMN warnings TEXT;
  CREATE TABLE holders (
    account TEXT PRIMARY KEY,
    fence   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // Who holds an account, and what a session counts while it goes on.
  `
  ALTER TABLE holders ADD COLUMN pid INTEGER;
  ALTER TABLE holders ADD COLUMN host TEXT;
  ALTER TABLE holders ADD COLUMN since INTEGER;
  ALTER TABLE holders ADD COLUMN run INTEGER;
  CREATE TABLE sessions (
    run       INTEGER PRIMARY KEY REFERENCES runs (number) ON DELETE CASCADE,
    seen_at   INTEGER NOT NULL,
    active_ms INTEGER NOT NULL,
    counts    TEXT NOT NULL
  ) STRICT;
  `,
  // What waits for an invitation: a Task as JSON, NULL once it has waited too long.
  `
  CREATE TABLE kept (
    run     INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    task    TEXT,
    kept_at INTEGER NOT NULL,
    PRIMARY KEY (run, line),
    FOREIGN KEY (run, line) REFERENCES rows (run, line) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
  // By what the rows of an input are known again that was changed.
  `
  ALTER TABLE runs ADD COLUMN salt TEXT;
  ALTER TABLE rows ADD COLUMN digest TEXT;
  `,
  // What Zoom's clock showed when the first attempt left of which nobody knows whether it took effect.
  'ALTER TABLE rows ADD COLUMN zoom_at INTEGER',
  // A checksum of each entry, and how many rows a run has: by these damage is noticed. Runs that are being forgotten.
  `
  ALTER TABLE runs ADD COLUMN row_count INTEGER;
  ALTER TABLE runs ADD COLUMN forgotten INTEGER;
  ALTER TABLE runs ADD COLUMN seal INTEGER;
  ALTER TABLE rows ADD COLUMN seal INTEGER;
  ALTER TABLE kept ADD COLUMN seal INTEGER;
  ALTER TABLE sessions ADD COLUMN seal INTEGER;
  ALTER TABLE quota ADD COLUMN seal INTEGER;
  ALTER TABLE invited ADD COLUMN seal INTEGER;
  ALTER TABLE holders ADD COLUMN seal INTEGER;
  UPDATE runs SET row_count = (SELECT count(*) FROM rows WHERE rows.run = number) WHERE status <> 'checking';
  UPDATE runs SET seal = seal_of('runs', number, id, account, input, digest, settings, plan, version, status, stop, out_dir,
    started_at, finished_at, active_ms, requests, retries, per_second, daily, concurrent, resume_after, lanes, salt, row_count);
  UPDATE rows SET seal = seal_of('rows', run, line, action, user, state, created, held_back, after_line, outcome, http_status,
    zoom_code, message, attempts, user_id, tracking_id, started_at, finished_at, reason, warnings, digest, zoom_at);
  UPDATE kept SET seal = seal_of('kept', run, line, task, kept_at);
  UPDATE sessions SET seal = seal_of('sessions', run, seen_at, active_ms, counts);
  UPDATE quota SET seal = seal_of('quota', account, day, kind, used, closed);
  UPDATE invited SET seal = seal_of('invited', account, user);
  UPDATE holders SET seal = seal_of('holders', account, fence, pid, host, since, run);
  `,
  // The users of an account while an input is compared with them, and how far a reading that was cut short has come.
  `
  CREATE TABLE users (
    account  TEXT NOT NULL,
    name     TEXT NOT NULL,
    id       TEXT,
    status   TEXT NOT NULL,
    shown    TEXT NOT NULL,
    is_whole INTEGER NOT NULL,
    seal     INTEGER,
    PRIMARY KEY (account, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX users_by_id ON users (account, id) WHERE id IS NOT NULL;
  CREATE TABLE readings (
    account TEXT PRIMARY KEY,
    lists   TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    seal    INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  // The people of a roster while an account is compared with it, and how many the last one of a scope named.
  `
  ALTER TABLE users ADD COLUMN employee TEXT;
  CREATE INDEX users_by_employee ON users (account, employee) WHERE employee IS NOT NULL;
  CREATE TABLE roster (
    account  TEXT NOT NULL,
    line     INTEGER NOT NULL,
    part     INTEGER NOT NULL,
    email    TEXT,
    user_id  TEXT,
    employee TEXT,
    person   TEXT,
    seal     INTEGER,
    PRIMARY KEY (account, line, part)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX roster_by_email ON roster (account, email) WHERE email IS NOT NULL;
  CREATE INDEX roster_by_user_id ON roster (account, user_id) WHERE user_id IS NOT NULL;
  CREATE INDEX roster_by_employee ON roster (account, employee) WHERE employee IS NOT NULL;
  CREATE TABLE syncs (
    account TEXT NOT NULL,
    scope   TEXT NOT NULL,
    people  INTEGER NOT NULL,
    seal    INTEGER,
    PRIMARY KEY (account, scope)
  ) STRICT, WITHOUT ROWID;
  `,
  // What each session of a run sent over time: a Timeline as JSON.
  `
  CREATE TABLE timelines (
    run        INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    started_at INTEGER NOT NULL,
    sent       TEXT NOT NULL,
    seal       INTEGER,
    PRIMARY KEY (run, started_at)
  ) STRICT, WITHOUT ROWID;
  `,
];
