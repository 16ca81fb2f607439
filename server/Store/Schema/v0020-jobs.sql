-- The queue. Its tables cross books: work is taken whatever book it is for, and who takes it asks
-- nothing of a book. Times are the database's own, so that the clocks of the server's processes do
-- not matter.

CREATE TABLE jobs (
    job_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 100),
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'dead', 'cancelled')),
    -- From 1, which goes first, to 4.
    priority smallint NOT NULL CHECK (priority BETWEEN 1 AND 4),
    -- JSON, as it was written.
    arguments text NOT NULL CHECK (octet_length(arguments) <= 65536),
    -- While it is set no other job of the kind has the same; taken away as unique_until says.
    unique_key text CHECK (length(unique_key) BETWEEN 1 AND 300),
    unique_until text CHECK (unique_until IN ('started', 'finished', 'removed')),
    created_at timestamptz NOT NULL DEFAULT now(),
    run_at timestamptz NOT NULL DEFAULT now(),
    -- Counted before each run, so that a run that ends its worker counts as well.
    attempt int NOT NULL DEFAULT 0 CHECK (attempt >= 0),
    attempts_max int NOT NULL CHECK (attempts_max > 0),
    -- How often a worker was lost over it.
    losses int NOT NULL DEFAULT 0,
    -- Grows whenever the job changes hands: what a worker writes bears the number that it was given.
    fence bigint NOT NULL DEFAULT 0,
    worker_id uuid,
    lease_until timestamptz,
    is_cancel_requested boolean NOT NULL DEFAULT false,
    started_at timestamptz,
    finished_at timestamptz,
    -- Why the last run failed, or why the job is dead.
    reason text CHECK (length(reason) <= 1000),
    CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CHECK ((state IN ('done', 'dead', 'cancelled')) = (finished_at IS NOT NULL)),
    CHECK ((unique_key IS NULL) OR (unique_until IS NOT NULL))
) WITH (
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 500
);

CREATE INDEX jobs_waiting ON jobs (kind, priority, run_at) WHERE state = 'waiting';
CREATE INDEX jobs_running ON jobs (kind) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (state, finished_at) WHERE finished_at IS NOT NULL;
CREATE UNIQUE INDEX jobs_unique ON jobs (kind, unique_key) WHERE unique_key IS NOT NULL;

-- What the steps of a job came to. A step that stands here never runs again.
CREATE TABLE job_steps (
    job_id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    result text NOT NULL CHECK (octet_length(result) <= 65536),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (job_id, name)
);

-- Kinds that are paused, and those whose jobs are counted across all processes: the row is the lock
-- of whoever counts.
CREATE TABLE job_kinds (
    kind text PRIMARY KEY CHECK (length(kind) BETWEEN 1 AND 100),
    paused_at timestamptz
);

-- Who does what one process alone does.
CREATE TABLE job_leaders (
    duty text PRIMARY KEY,
    worker_id uuid NOT NULL,
    -- Grows whenever the duty changes hands.
    term bigint NOT NULL,
    lease_until timestamptz NOT NULL
);

-- Up to which moment the jobs of each schedule were made.
CREATE TABLE job_schedules (
    name text PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
    reached_at timestamptz NOT NULL
);
