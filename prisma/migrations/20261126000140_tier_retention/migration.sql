-- How long a project keeps each tier of its rollups. What it kept until now is what it keeps.

ALTER TABLE "project" ADD COLUMN "minute_days" INTEGER NOT NULL DEFAULT 15,
                      ADD COLUMN "hour_days" INTEGER NOT NULL DEFAULT 396,
                      ADD COLUMN "day_days" INTEGER NOT NULL DEFAULT 1827;
