-- Calls that a project may send in a day and in a month (UTC), and what it used of them. Null: no quota.

ALTER TABLE "project" ADD COLUMN "quota_per_day" INTEGER, ADD COLUMN "quota_per_month" INTEGER;

create table quota_usage (
  project_id int not null,
  period text not null,                     -- day, month
  starts date not null,                     -- UTC
  calls bigint not null,
  refused_posts bigint not null default 0,
  refused_bytes bigint not null default 0,  -- as announced by Content-Length
  first_refused_at timestamptz,
  last_refused_at timestamptz,
  told smallint not null default 0,         -- percent of the quota that people were told of
  primary key (project_id, period, starts)
) with (fillfactor = 50);                   -- a row of a busy project is written once a second
