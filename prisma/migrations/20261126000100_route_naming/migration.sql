-- Names of endpoints: what is a parameter of a path, which endpoints count as others, how they are shown, what is ignored.

ALTER TABLE "endpoint" ADD COLUMN "from_path" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "endpoint" ADD COLUMN "label" TEXT;
ALTER TABLE "endpoint" ADD COLUMN "merged_into" INTEGER;
ALTER TABLE "endpoint" ADD COLUMN "counts_as" INTEGER;
ALTER TABLE "endpoint" ADD COLUMN "ignored_at" TIMESTAMPTZ(3);
create index endpoint_counts_as on endpoint (project_id, counts_as) where counts_as is not null;

-- A place in paths that holds a parameter; once it is one, it stays one.
CREATE TABLE "route_parameter" (
    "project_id" INTEGER NOT NULL,
    "prefix" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kept" TEXT[],
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "route_parameter_pkey" PRIMARY KEY ("project_id","prefix","kind")
);

-- Calls that are taken and not stored.
CREATE TABLE "ignore_rule" (
    "project_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "method" TEXT,
    "path" TEXT,
    "user_agent" TEXT,
    "network" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ignore_rule_pkey" PRIMARY KEY ("project_id","id")
);
ALTER TABLE "ignore_rule" ADD CONSTRAINT "ignore_rule_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Callers that detectors say nothing of. A removed one stays, for detectors that fold the past again.
CREATE TABLE "allowed_caller" (
    "project_id" INTEGER NOT NULL,
    "id" INTEGER NOT NULL,
    "network" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allowed_caller_pkey" PRIMARY KEY ("project_id","id")
);
ALTER TABLE "allowed_caller" ADD CONSTRAINT "allowed_caller_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How many calls were ignored, by what and day; written by the flush that takes them.
create table ignored_calls (
  project_id int not null,
  cause text not null,                      -- endpoint, rule
  cause_id int not null,
  day date not null,
  calls bigint not null,
  last_at timestamptz not null,
  primary key (project_id, cause, cause_id, day)
) with (fillfactor = 50);
