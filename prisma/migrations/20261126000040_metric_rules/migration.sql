-- Metric rules: how each stands, when it began to watch, and what of an alert was told.

ALTER TABLE "rule" ADD COLUMN "effective_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

CREATE TABLE "rule_state" (
    "project_id" INTEGER NOT NULL,
    "rule_id" TEXT NOT NULL,
    "group" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "evaluated_to" TIMESTAMPTZ(3) NOT NULL,
    "value" DOUBLE PRECISION,
    "alert_id" INTEGER,
    "data" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "rule_state_pkey" PRIMARY KEY ("project_id","rule_id","group")
);
-- Each row is written once a minute: room for the next version on the same page.
ALTER TABLE "rule_state" SET (fillfactor = 50);

CREATE TABLE "ingest_gap" (
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ingest_gap_pkey" PRIMARY KEY ("started_at")
);

ALTER TABLE "alert" ADD COLUMN "acknowledged_at" TIMESTAMPTZ(3);
CREATE INDEX "alert_project_id_rule_id_id_idx" ON "alert"("project_id", "rule_id", "id" DESC);

ALTER TABLE "outbox" ADD COLUMN "alert_event" INTEGER;
CREATE UNIQUE INDEX "outbox_rule_id_project_id_alert_id_alert_event_channel_id_key" ON "outbox"("rule_id", "project_id", "alert_id", "alert_event", "channel_id");
CREATE INDEX "outbox_project_id_alert_id_idx" ON "outbox"("project_id", "alert_id");

-- Projects that are there get the rules that a new one begins with. They judge no window before now.
INSERT INTO "rule" ("id", "project_id", "kind", "name", "severity", "definition", "channels")
SELECT gen_random_uuid()::text, p."id", 'metric', d."name", d."severity", d."definition"::jsonb, ARRAY['all']
  FROM "project" p
 CROSS JOIN (VALUES
   ('Server errors', 'high', '{"measure": "server_error_ratio", "filters": {}, "windowSeconds": 300, "condition": {"above": 0.05}, "forSeconds": 300, "keepFiringForSeconds": 300, "missing": "ok", "minCalls": 20}'),
   ('No heartbeat', 'high', '{"measure": "heartbeat_age_seconds", "filters": {}, "windowSeconds": 60, "condition": {"above": 180}, "forSeconds": 0, "keepFiringForSeconds": 0, "missing": "ok", "minCalls": 0}')
 ) AS d("name", "severity", "definition");
