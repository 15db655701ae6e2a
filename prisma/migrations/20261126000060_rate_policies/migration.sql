-- Rate policies: what a caller, consumer or account may send, what each flush adds to the counting, and the peaks it came to.

CREATE TABLE "rate_policy" (
    "project_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "endpoint_id" INTEGER,
    "environment_id" SMALLINT,
    "call_limit" INTEGER NOT NULL,
    "window_seconds" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "counted_from" TIMESTAMPTZ(3),

    CONSTRAINT "rate_policy_pkey" PRIMARY KEY ("project_id","id")
);
ALTER TABLE "rate_policy" ADD CONSTRAINT "rate_policy_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Calls of a flush by policy, key and second; folded with its signals, deleted once a snapshot covers it. Nothing looks for a
-- single row: an index of whole flushes is a tenth of one over all columns. Nothing has written the table before.
drop table rate_second;
create table rate_second (
  project_id int not null,
  flush_no bigint not null,
  policy_id int not null,
  version int not null,                     -- of the policy: rows of an earlier one are left out
  environment_id smallint not null,
  key text not null,                        -- address or /64, number of the consumer, account hash in hexadecimal
  at timestamptz not null,                  -- the second that the calls finished in
  backfill boolean not null,
  calls int not null
);
create index rate_second_flush on rate_second (project_id, flush_no);

-- The most that a key sent in one window, by the hour in which that window ended. Keys worth showing only.
create table rate_peak (
  project_id int not null,
  policy_id int not null,
  version int not null,
  at timestamptz not null,
  environment_id smallint not null,
  key text not null,
  peak int not null,
  calls int not null,                       -- in the hour
  seconds_over int not null,                -- seconds with calls in which the key was over its limit
  primary key (project_id, policy_id, version, at, environment_id, key)
) with (fillfactor = 60);
