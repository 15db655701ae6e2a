-- Policies that count the same calls share a row: a flush has at most one for each call and kind of key, whatever the number of
-- policies. What waits is kept.
alter table rate_second add column policy_ids int[], add column versions int[];
update rate_second set policy_ids = array[policy_id], versions = array[version];
alter table rate_second
  alter column policy_ids set not null, alter column versions set not null, drop column policy_id, drop column version;
