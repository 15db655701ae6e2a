-- What was erased: asked for, carried out in chunks, and kept as a receipt when the project itself is gone.

CREATE TABLE "erasure" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "project_id" INTEGER NOT NULL,
    "project_name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_hash" TEXT NOT NULL,
    "target" JSONB,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "step" INTEGER NOT NULL DEFAULT 0,
    "steps" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_kind" TEXT NOT NULL,
    "requested_by" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "claim_token" TEXT,
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "erasure_organization_id_requested_at_idx" ON "erasure"("organization_id", "requested_at" DESC);
CREATE INDEX "erasure_state_due_at_idx" ON "erasure"("state", "due_at");
