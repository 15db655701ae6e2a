-- The group before the endpoint: what one consumer used lies together, a page for some fifty endpoints instead of one for each, and
-- who used one endpoint is found in the few groups of a day: half the pages of both reads together.
alter table endpoint_consumers_day
  drop constraint endpoint_consumers_day_pkey,
  add primary key (project_id, environment_id, day, consumer_group, endpoint_id);
