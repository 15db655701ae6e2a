-- Telemetry: raw SQL, outside Prisma's schema. Every table carries project_id first in its keys, has no foreign key out
-- and no unique constraint without it, so that the same tables can be distributed over Citus.

-- ---- calls ----

create table call (
  finished_at timestamptz not null,
  project_id int not null,
  id bigint not null,                       -- flush_no << 16 | ordinal: names the call and breaks ties; not indexed
  endpoint_id int not null,
  consumer_id int not null default 0,
  user_agent_id int not null default 0,
  duration_us int not null,                 -- -1 = unknown
  request_bytes int not null default 0,
  response_bytes int not null default 0,
  status smallint not null,
  flags smallint not null default 0,
  traits smallint not null default 0,
  environment_id smallint not null default 0,
  caller inet,
  path text,                                -- null when equal to the route
  trace_id bytea,
  account_hash bytea,
  attrs jsonb
) partition by range (finished_at);

-- 13 bytes a row; (project_id, finished_at) is 47 once rows arrive in random order.
create index call_second on call (project_id, date_bin('1 second', finished_at, timestamptz '2000-01-01 00:00:00+00'));
create index call_flagged on call (project_id, finished_at) where flags <> 0;
create index call_trace on call (project_id, trace_id) where trace_id is not null;

create table ingest_batch (
  project_id int not null,
  batch_id bytea not null,
  received_at timestamptz not null default now(),
  digest bytea not null,
  calls int not null,
  rejected jsonb,
  keep boolean not null default false,
  primary key (project_id, batch_id)
);
create index ingest_batch_received on ingest_batch (project_id, received_at);

create sequence flush_no;                   -- a process takes 1,000 at a time
create table call_pending (
  project_id int not null,
  flush_no bigint not null,
  created_at timestamptz not null default now(),
  body bytea not null,
  primary key (project_id, flush_no)
);

-- ---- signals ----

create table signal (
  project_id int not null,
  id bigint not null,                       -- that of the call
  flush_no bigint not null,
  at timestamptz not null,
  kind smallint not null,
  endpoint_id int not null,
  consumer_id int not null,
  status smallint not null,
  caller inet,
  account_hash bytea,
  environment_id smallint not null,
  user_agent_id int not null,
  traits smallint not null,
  path_hash bigint,
  value int,                                -- Retry-After seconds, or score x 100
  detail jsonb,                             -- redacted excerpt
  primary key (project_id, id)
);
create index signal_flush on signal (project_id, flush_no);

create table signal_feed (project_id int not null, flush_no bigint not null, primary key (project_id, flush_no));
create table signal_done (
  project_id int not null,
  seq bigint not null,
  flush_no bigint not null,
  folded_at timestamptz not null,
  primary key (project_id, seq)
);
create table detector_state (project_id int primary key, at timestamptz not null, body bytea not null);
create table rate_second (
  project_id int not null,
  flush_no bigint not null,
  policy_id int not null,
  key bytea not null,
  at timestamptz not null,
  calls int not null,
  primary key (project_id, flush_no, policy_id, key, at)
);

-- ---- rollups: endpoint_id 0 = all endpoints ----

create table endpoint_minute (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  endpoint_id int not null,
  calls int not null,
  s2xx int not null, s3xx int not null, s4xx int not null, s5xx int not null, s429 int not null,
  logins_ok int not null, logins_failed int not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  latency int[] not null,                   -- sorted, bucket << 23 | count
  primary key (project_id, environment_id, at, endpoint_id)
) partition by range (at);

create table endpoint_hour (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  endpoint_id int not null,
  calls bigint not null,
  s2xx bigint not null, s3xx bigint not null, s4xx bigint not null, s5xx bigint not null, s429 bigint not null,
  logins_ok bigint not null, logins_failed bigint not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  minutes bigint not null, minutes_4xx bigint not null, minutes_5xx bigint not null,
  slowest bytea not null,                   -- byte i: highest latency bucket in minute i
  latency bigint[] not null,                -- sorted, bucket << 48 | count
  primary key (project_id, environment_id, at, endpoint_id)
);

create table endpoint_day (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  endpoint_id int not null,
  calls bigint not null,
  s2xx bigint not null, s3xx bigint not null, s4xx bigint not null, s5xx bigint not null, s429 bigint not null,
  logins_ok bigint not null, logins_failed bigint not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  latency bigint[] not null,
  primary key (project_id, environment_id, at, endpoint_id)
);

create table consumer_minute (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  consumer_id int not null,
  calls int not null, s4xx int not null, s5xx int not null, s429 int not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  timed int not null,                       -- calls with a known duration
  primary key (project_id, environment_id, at, consumer_id)
) partition by range (at);

create table consumer_hour (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  consumer_id int not null,
  calls bigint not null, s4xx bigint not null, s5xx bigint not null, s429 bigint not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  timed bigint not null,
  minutes bigint not null,                  -- mask of the minutes with a call
  primary key (project_id, environment_id, at, consumer_id)
);

create table consumer_day (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  consumer_id int not null,
  calls bigint not null, s4xx bigint not null, s5xx bigint not null, s429 bigint not null,
  request_bytes bigint not null, response_bytes bigint not null, duration_us bigint not null,
  timed bigint not null,
  minutes bigint not null,                  -- mask of the hours with a call
  primary key (project_id, environment_id, at, consumer_id)
);

create table caller_hour (
  at timestamptz not null,
  project_id int not null,
  environment_id smallint not null,
  caller inet not null,
  calls int not null, s4xx int not null, s5xx int not null, s429 int not null,
  minutes bigint not null,
  primary key (project_id, environment_id, caller, at)
) partition by range (at);

create table caller_day (
  project_id int not null,
  environment_id smallint not null,
  caller inet not null,
  day date not null,
  calls int not null, s4xx int not null, s5xx int not null, s429 int not null,
  minutes bytea not null,                   -- below 90 minutes: sorted list of uint16; else bitmap of 180 bytes
  primary key (project_id, environment_id, caller, day)
);

create table endpoint_consumer_day (
  project_id int not null,
  environment_id smallint not null,
  day date not null,
  endpoint_id int not null,
  consumer_id int not null,
  calls bigint not null,
  primary key (project_id, environment_id, day, endpoint_id, consumer_id)
);

create table consumer_caller_hour (
  project_id int not null,
  environment_id smallint not null,
  at timestamptz not null,
  consumer_id int not null,
  caller inet not null,
  calls int not null,
  primary key (project_id, environment_id, at, consumer_id, caller)
);

-- ---- leases: who folds which bucket of projects; a plain table on a Citus coordinator ----

create table lease (
  bucket smallint not null,
  job text not null,
  owner text not null default '',
  token bigint not null default 0,
  expires_at timestamptz not null default 'epoch',
  primary key (bucket, job)
);
insert into lease (bucket, job)
select b, j from generate_series(0, 63) b, unnest(array['detect', 'evaluate']) j;

-- ---- merging ----

create function hist_merge(a int[], b int[]) returns int[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(k << 23 | n order by k), '{}')
  from (select v >> 23 k, sum(v & 8388607)::int n from unnest(a || b) v group by 1) m
$$;

create function hist_merge(a bigint[], b bigint[]) returns bigint[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(k << 48 | n order by k), '{}')
  from (select v >> 48 k, sum(v & 281474976710655)::bigint n from unnest(a || b) v group by 1) m
$$;

create function bytes_max(a bytea, b bytea) returns bytea
language sql immutable parallel safe as $$
  select decode(string_agg(lpad(to_hex(greatest(get_byte(a, i), get_byte(b, i))), 2, '0'), '' order by i), 'hex')
  from generate_series(0, 59) i
$$;

-- ---- partitions: the only way for the application's role to change the schema ----

create function ensure_partition(parent text, day date) returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '500ms'
as $$
declare
  part text := parent || '_' || to_char(day, 'YYYYMMDD');
  lo timestamptz := day::timestamp at time zone 'UTC';
  hi timestamptz := (day + 1)::timestamp at time zone 'UTC';
  time_column text := case parent when 'call' then 'finished_at' else 'at' end;
begin
  if parent not in ('call', 'endpoint_minute', 'consumer_minute', 'caller_hour') then
    raise exception 'ensure_partition: % is not partitioned by day', parent using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass('public.' || part) is not null then
    return false;
  end if;
  perform pg_advisory_xact_lock(hashtext(part));
  -- A query and not to_regclass, whose cache does not notice yet what was made while we waited for the lock.
  if exists (select from pg_class where relname = part and relnamespace = 'public'::regnamespace) then
    return false;
  end if;
  -- CREATE and ATTACH: PARTITION OF would wait for every reader and block all behind it.
  execute format('create table public.%I (like public.%I including defaults including constraints)', part, parent);
  execute format('alter table public.%I add constraint day_range check (%I >= %L and %I < %L)', part, time_column, lo, time_column, hi);
  execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', parent, part, lo, hi);
  execute format('alter table public.%I drop constraint day_range', part);
  return true;
end
$$;

create function drop_partition(parent text, day date) returns boolean
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '500ms'
as $$
declare
  part text := parent || '_' || to_char(day, 'YYYYMMDD');
begin
  if parent not in ('call', 'endpoint_minute', 'consumer_minute', 'caller_hour') then
    raise exception 'drop_partition: % is not partitioned by day', parent using errcode = 'invalid_parameter_value';
  end if;
  if to_regclass('public.' || part) is null then
    return false;
  end if;
  execute format('alter table public.%I detach partition public.%I', parent, part);
  execute format('drop table public.%I', part);
  return true;
end
$$;

revoke all on function ensure_partition(text, date) from public;
revoke all on function drop_partition(text, date) from public;

-- ---- what the application's role may do; it owns nothing ----

do $$
declare
  setting text;
  app text := case when exists (select from pg_roles where rolname = 'callwatch_app') then 'callwatch_app' else current_user end;
begin
  if app <> current_user then
    execute format('grant usage on schema public to %I', app);
    execute format('grant select, insert, update, delete on all tables in schema public to %I', app);
    execute format('grant usage, select on all sequences in schema public to %I', app);
    execute format('grant execute on function ensure_partition(text, date), drop_partition(text, date) to %I', app);
    execute format('alter default privileges in schema public grant select, insert, update, delete on tables to %I', app);
    execute format('alter default privileges in schema public grant usage, select on sequences to %I', app);
    -- The activity log is append-only, and migrations are not the application's.
    execute format('revoke update, delete on activity_log from %I', app);
    if to_regclass('public._prisma_migrations') is not null then
      execute format('revoke insert, update, delete on _prisma_migrations from %I', app);
    end if;
  end if;
  -- By role and not by start-up options, which a pooler does not pass on. The adapter drops the offset of timestamptz,
  -- so every session must be in UTC; planner costs over partitions exceed the JIT's threshold.
  foreach setting in array array['timezone = ''UTC''', 'jit = off', 'idle_in_transaction_session_timeout = ''5s'''] loop
    begin
      execute format('alter role %I in database %I set %s', app, current_database(), setting);
    exception when insufficient_privilege then
      raise warning 'run as a superuser: alter role % in database % set %', app, current_database(), setting;
    end;
  end loop;
end
$$;
