-- How far each project was cut while it kept less: a longer time brings nothing back.

ALTER TABLE "project" ADD COLUMN "calls_since" TIMESTAMPTZ(3),
                      ADD COLUMN "minutes_since" TIMESTAMPTZ(3),
                      ADD COLUMN "hours_since" TIMESTAMPTZ(3);
