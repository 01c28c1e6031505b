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
];
