-- Processes that serve or work on this database, as each says of itself every 15 s; forgotten an hour after its last word.
CREATE TABLE "instance_process" (
    "id" TEXT NOT NULL,
    "roles" TEXT[],
    "version" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "figures" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "instance_process_pkey" PRIMARY KEY ("id")
);

-- Since when signals of a flush wait to be folded: the lag of the detectors.
alter table signal_feed add column created_at timestamptz not null default now();
