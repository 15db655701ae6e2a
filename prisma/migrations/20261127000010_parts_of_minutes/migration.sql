-- In which tenths of their minutes the calls of an hour lie, so that few calls are found among many of the same minute. Null: in any,
-- as of hours from before and of all endpoints together.

alter table endpoint_hour add column parts bit(600);
alter table consumer_hour add column parts bit(600);
