-- Calls that took no longer than this satisfy; Apdex is told by it.
ALTER TABLE "project" ADD COLUMN "apdex_ms" INTEGER NOT NULL DEFAULT 500;
