import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PLACES } from '../../../lib/projects/erasure/places';

let client: Client;
beforeAll(async () => {
  client = new Client(inject('testPostgres').catalogUrl);
  await client.connect();
});
afterAll(() => client.end());

const ID = 'an id that is random or a number';
const OURS = 'one of a few words of our own';
const MEMBER = 'who of the members, or which token';
const SETTING = 'a setting of members, about no caller';
const MATCHED = 'held against traffic: with another text it would match other calls';
const OWN_STEP = 'emptied or deleted by a statement of its own';
const RECEIPT = 'the receipt: it names nobody once the erasure is done';

/** Columns in which no name is searched for, and why. */
const NAMELESS: Record<string, Record<string, string>> = {
  activity_log: {
    organization_id: ID,
    actor_kind: OURS,
    actor_id: MEMBER,
    action: OURS,
    target: ID,
    data: 'ids and settings; nobody may change the log',
  },
  alert: { rule_id: ID, group: 'always empty', state: OURS, severity: OURS, acknowledged_by: MEMBER },
  allowed_caller: { network: 'an address', created_by: MEMBER },
  call: { path: OWN_STEP, attrs: OWN_STEP },
  channel: { id: ID, kind: OURS, name: SETTING, config: SETTING, disabled_why: OURS },
  consumer: { name: OWN_STEP },
  endpoint: { method: OURS, route: MATCHED, label: SETTING },
  environment: { slug: SETTING },
  erasure: {
    id: ID,
    organization_id: ID,
    project_name: SETTING,
    kind: OURS,
    subject_hash: RECEIPT,
    target: RECEIPT,
    state: OURS,
    counts: 'rows by table',
    requested_by_kind: OURS,
    requested_by: MEMBER,
    error: OURS,
    claim_token: ID,
  },
  finding: { detector: OURS, severity: OURS },
  ignore_rule: { method: OURS, path: MATCHED, user_agent: MATCHED, network: MATCHED, created_by: MEMBER },
  ignored_calls: { cause: OURS },
  incident: { state: OURS, severity: OURS, detector: OURS, acknowledged_by: MEMBER, figures: 'numbers' },
  incident_event: { kind: OURS, actor: MEMBER },
  ingest_batch: { rejected: 'counts by reason' },
  ingest_key: { id: ID, name: SETTING, hint: 'ends of a random key', created_by: MEMBER },
  mailbox_message: {
    message_id: ID,
    sender: SETTING,
    recipient: SETTING,
    in_reply_to: ID,
  },
  outbox: { id: ID, channel_id: ID, channel_kind: OURS, rule_id: ID, kind: OURS, state: OURS, claim_token: ID },
  project_counter: { name: OURS },
  quota_usage: { period: OURS },
  rate_peak: { key: OWN_STEP },
  rate_policy: { key: OURS },
  rate_second: { key: OWN_STEP },
  route_parameter: { prefix: MATCHED, kind: OURS, name: OURS, kept: MATCHED },
  rule: { id: ID, kind: OURS, severity: OURS, channels: ID },
  rule_state: {
    rule_id: ID,
    group: 'always empty',
    state: OURS,
    data: 'states, numbers and a clause of our own words',
  },
  saved_view: { id: ID, user_id: MEMBER },
  sdk_instance: { instance: ID, sdk: OURS, version: OURS, dropped: 'counts by reason', routes: 'routes of the code' },
  signal: { detail: OWN_STEP },
  user_agent: { value: 'what programs say of themselves, shared by all their callers' },
};

const listed = (lists: Record<string, Record<string, unknown>>): string[] =>
  Object.entries(lists).flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`));

test('every text and JSON column of a project is searched for names, or in the list of those that hold none', async () => {
  const { rows } = await client.query<{ it: string }>(
    `select c.relname || '.' || t.attname as it
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped
       join pg_attribute t on t.attrelid = c.oid and t.attnum > 0 and not t.attisdropped
       join pg_type y on y.oid = t.atttypid
       left join pg_type e on e.oid = y.typelem and y.typcategory = 'A'
      where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
        and (coalesce(e.typcategory, y.typcategory) = 'S' or coalesce(e.typname, y.typname) in ('json', 'jsonb'))`,
  );
  const lists = [...listed(PLACES), ...listed(NAMELESS)];
  expect(new Set(lists).size).toBe(lists.length);
  expect(rows.map(({ it }) => it).sort()).toEqual(lists.sort());
});
