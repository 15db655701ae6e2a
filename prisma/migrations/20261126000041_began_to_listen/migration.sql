-- Until now nobody said that calls are taken. The moment of this upgrade counts as one in which none were, so that SDKs which
-- could not be heard meanwhile are not told of as silent.
INSERT INTO "ingest_gap" ("started_at", "ended_at")
SELECT date_trunc('minute', now()), date_trunc('minute', now()) + interval '2 minutes'
 WHERE EXISTS (SELECT FROM "project");
