-- How many callers the rollups hold of an hour. Past the bound the rest are not indexed there: searches by caller read the
-- calls of such an hour instead.

create table caller_bound (
  project_id int not null,
  hour timestamptz not null,
  callers int not null,                     -- no fewer than there are rows: those of each claim add up until they are counted
  exceeded boolean not null default false,  -- some callers of this hour were left out
  primary key (project_id, hour)
);
