-- The second factor is checked by lib/auth: its table holds what that needs. Nothing has written the old one.
DROP TABLE "two_factor";
ALTER TABLE "user" DROP COLUMN "twoFactorEnabled";

CREATE TABLE "two_factor" (
    "user_id" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" INTEGER,

    CONSTRAINT "two_factor_pkey" PRIMARY KEY ("user_id")
);

CREATE TABLE "recovery_code" (
    "user_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","hash")
);

CREATE TABLE "one_time_token" (
    "hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "data" JSONB NOT NULL DEFAULT '{}',
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_token_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "one_time_token_user_id_kind_idx" ON "one_time_token"("user_id", "kind");

ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "one_time_token" ADD CONSTRAINT "one_time_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A session that is there was begun with a password: that is when it was last verified.
ALTER TABLE "session" ADD COLUMN "verifiedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
                      ADD COLUMN "activeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "session" SET "verifiedAt" = "createdAt", "activeAt" = "updatedAt";

ALTER TABLE "organization" ADD COLUMN "require_two_factor" BOOLEAN NOT NULL DEFAULT false;

-- A person is in an organization once.
DROP INDEX "member_organizationId_idx";
CREATE UNIQUE INDEX "member_organizationId_userId_key" ON "member"("organizationId", "userId");

ALTER TABLE "invitation" ADD COLUMN "token_hash" BYTEA;
CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");
