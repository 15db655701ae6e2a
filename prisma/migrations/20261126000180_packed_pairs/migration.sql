-- Who used which endpoint: a row for up to 64 consumers of neighbouring numbers instead of one for each, whose keys were most of it.
-- No room is left in pages: 99 of 100 updates of a busy day stay in their page all the same, and nothing changes a day that is past.

create table endpoint_consumers_day (
  project_id int not null,
  environment_id smallint not null,
  day date not null,
  endpoint_id int not null,
  consumer_group int not null,              -- consumer_id >> 6
  consumers bigint not null,                -- bit b: consumer (consumer_group << 6) + b
  calls int[] not null,                     -- of the bits that are set, ascending
  primary key (project_id, environment_id, day, endpoint_id, consumer_group)
);

-- Reads go on; a rollup of the version before waits, fails, and leaves what it took to the next.
lock table endpoint_consumer_day in exclusive mode;
insert into endpoint_consumers_day (project_id, environment_id, day, endpoint_id, consumer_group, consumers, calls)
select project_id, environment_id, day, endpoint_id, consumer_id >> 6, bit_or(1::bigint << (consumer_id & 63)),
       array_agg(calls::int order by consumer_id)
from endpoint_consumer_day group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5;
drop table endpoint_consumer_day;
