"""Version 1. Days are ISO text; instants are whole microseconds since 1970 UTC."""

SQL = """
CREATE TABLE sequence (
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (name, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
  arrival INTEGER PRIMARY KEY,
  ticket_id TEXT NOT NULL UNIQUE,
  day TEXT NOT NULL,
  service TEXT NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'called', 'finished', 'no_show')),
  issued_at INTEGER NOT NULL,
  language TEXT NOT NULL,
  priority TEXT,
  counter TEXT,
  called_at INTEGER,
  finished_at INTEGER,
  calls INTEGER NOT NULL DEFAULT 0,
  given_ahead INTEGER NOT NULL,
  given_low INTEGER,
  given_high INTEGER,
  service_s INTEGER GENERATED ALWAYS AS
    (CASE WHEN state = 'finished' THEN (finished_at - called_at) / 1000000 END) STORED,
  UNIQUE (day, number)
) STRICT;

CREATE INDEX ticket_normal_line ON ticket (day, service, arrival)
  WHERE state = 'waiting' AND priority IS NULL;
CREATE INDEX ticket_priority_line ON ticket (day, service, arrival)
  WHERE state = 'waiting' AND priority IS NOT NULL;
CREATE INDEX ticket_open ON ticket (day) WHERE state IN ('waiting', 'called');
CREATE UNIQUE INDEX ticket_current ON ticket (day, counter) WHERE state = 'called';
CREATE INDEX ticket_ended ON ticket (day, state, service, finished_at) WHERE state IN ('finished', 'no_show');
CREATE INDEX ticket_service_time ON ticket (service, finished_at, day, service_s) WHERE service_s IS NOT NULL;

CREATE TABLE waiting (
  day TEXT NOT NULL,
  service TEXT NOT NULL,
  priority INTEGER NOT NULL,
  people INTEGER NOT NULL CHECK (people >= 0),
  PRIMARY KEY (day, service, priority)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ticket_comes AFTER INSERT ON ticket WHEN NEW.state = 'waiting' BEGIN
  INSERT INTO waiting VALUES (NEW.day, NEW.service, NEW.priority IS NOT NULL, 1)
  ON CONFLICT DO UPDATE SET people = people + 1;
END;
CREATE TRIGGER ticket_leaves AFTER UPDATE OF state, service ON ticket WHEN OLD.state = 'waiting' BEGIN
  UPDATE waiting SET people = people - 1
  WHERE day = OLD.day AND service = OLD.service AND priority = (OLD.priority IS NOT NULL);
END;
CREATE TRIGGER ticket_returns AFTER UPDATE OF state, service ON ticket WHEN NEW.state = 'waiting' BEGIN
  INSERT INTO waiting VALUES (NEW.day, NEW.service, NEW.priority IS NOT NULL, 1)
  ON CONFLICT DO UPDATE SET people = people + 1;
END;

CREATE TABLE request (
  request_id TEXT PRIMARY KEY,
  what TEXT NOT NULL,
  ticket_id TEXT REFERENCES ticket (ticket_id),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  step_id INTEGER PRIMARY KEY,
  deed_id INTEGER NOT NULL,
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  counter TEXT NOT NULL,
  actor TEXT NOT NULL,
  ticket_id TEXT NOT NULL REFERENCES ticket (ticket_id),
  service TEXT NOT NULL,
  priority INTEGER NOT NULL,
  before TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX step_counter ON step (day, counter, step_id);
CREATE INDEX step_deed ON step (deed_id);
CREATE INDEX step_ticket ON step (ticket_id, step_id);
CREATE INDEX step_run ON step (day, service, priority, step_id) WHERE kind = 'call' AND undone = 0;
CREATE INDEX step_at_work ON step (counter, at) WHERE kind = 'call' AND undone = 0;
CREATE INDEX step_board ON step (day, step_id) WHERE kind IN ('call', 'recall') AND undone = 0;

CREATE TABLE effect (
  effect_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  ticket_id TEXT NOT NULL REFERENCES ticket (ticket_id),
  owner TEXT NOT NULL,
  copy INTEGER NOT NULL,
  job_number INTEGER NOT NULL,
  state TEXT NOT NULL,
  planned_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (ticket_id, kind, copy)
) STRICT;

CREATE INDEX effect_unsettled ON effect (state, owner, kind, effect_id)
  WHERE state IN ('planned', 'sent', 'uncertain');

CREATE TABLE audit (
  audit_id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  step TEXT NOT NULL,
  ticket_id TEXT,
  reason TEXT,
  digest BLOB NOT NULL
) STRICT;

CREATE TABLE staff (
  name TEXT PRIMARY KEY,
  salt BLOB NOT NULL,
  digest BLOB NOT NULL,
  failures INTEGER NOT NULL,
  wait_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY,
  name TEXT NOT NULL REFERENCES staff (name),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  label TEXT PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
