-- A project knows a bounded number of user agents, and anybody can make one up: those that were not seen for long make room. What is
-- there counts as seen now.

alter table user_agent
  add column first_seen_at timestamptz(3) not null default now(),
  add column last_seen_at timestamptz(3) not null default now();
