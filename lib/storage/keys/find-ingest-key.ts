import type { RateKey } from '../../shared';
import type { Sql } from '../core/storage';
import { SETTINGS_COUNTER } from '../live/announce';

export interface KeyEnvironment {
  id: number;
  archive: boolean;
}

/** An enabled rate policy, as far as ingest counts for it. */
export interface CountedPolicy {
  id: number;
  version: number;
  /** Null: all. */
  endpointId: number | null;
  /** Null: all but archives. */
  environmentId: number | null;
  key: RateKey;
}

/** Calls that are taken and not stored: what is given must all match. */
export interface IgnoredBy {
  id: number;
  method: string | null;
  /** With * for any characters. */
  path: string | null;
  /** A part of it, in any case. */
  userAgent: string | null;
  /** CIDR. */
  network: string | null;
}

/** All that ingest must know of a key, from one read. */
export interface IngestKeyRecord {
  keyId: string;
  organizationId: string;
  projectId: number;
  /** The environment that the key belongs to. */
  environmentId: number;
  environments: ReadonlyMap<string, KeyEnvironment>;
  retentionDays: number;
  quotaPerMinute: number;
  /** Null: none. */
  quotaPerDay: number | null;
  quotaPerMonth: number | null;
  /** Sealed: open it with `openSecret`. */
  accountKey: Uint8Array;
  lastUsedAt: Date | null;
  policies: readonly CountedPolicy[];
  /** Enabled ones. */
  ignoreRules: readonly IgnoredBy[];
  /** How often settings of the project were announced. */
  settingsVersion: number;
}

interface Row {
  key_id: string;
  organization_id: string;
  project_id: number;
  environment_id: number;
  retention_days: number;
  quota_per_minute: number;
  quota_per_day: number | null;
  quota_per_month: number | null;
  account_key: Buffer;
  last_used_at: Date | null;
  environments: { slug: string; id: number; archive: boolean }[];
  policies: CountedPolicy[] | null;
  ignore_rules: IgnoredBy[] | null;
  settings_version: number | null;
}

// ingest_key_hash_key, then primary keys
const FIND = `
  select k.id as key_id, p.organization_id, p.id as project_id, k.environment_id, p.retention_days, p.quota_per_minute,
         p.quota_per_day, p.quota_per_month, p.account_key, k.last_used_at,
         (select json_agg(json_build_object('slug', e.slug, 'id', e.id, 'archive', e.archive) order by e.id)
            from environment e where e.project_id = p.id) as environments,
         (select json_agg(json_build_object('id', r.id, 'version', r.version, 'endpointId', coalesce(t.counts_as, r.endpoint_id),
                                            'environmentId', r.environment_id, 'key', r.key) order by r.id)
            from rate_policy r left join endpoint t on t.project_id = p.id and t.id = r.endpoint_id
           where r.project_id = p.id and r.enabled) as policies,
         (select json_agg(json_build_object('id', i.id, 'method', i.method, 'path', i.path, 'userAgent', i.user_agent,
                                            'network', i.network) order by i.id)
            from ignore_rule i where i.project_id = p.id and i.enabled) as ignore_rules,
         (select value from project_counter c where c.project_id = p.id and c.name = $2) as settings_version
    from ingest_key k
    join project p on p.id = k.project_id
   where k.hash = $1 and k.revoked_at is null`;

/** The live key with this SHA-256, or null when there is none or it was revoked. */
export async function findIngestKey(sql: Sql, hash: Uint8Array): Promise<IngestKeyRecord | null> {
  const { rows } = await sql.query<Row>(FIND, [hash, SETTINGS_COUNTER]);
  const row = rows[0];
  if (!row) return null;
  return {
    keyId: row.key_id,
    organizationId: row.organization_id,
    projectId: row.project_id,
    environmentId: row.environment_id,
    environments: new Map(row.environments.map(({ slug, id, archive }) => [slug, { id, archive }])),
    retentionDays: row.retention_days,
    quotaPerMinute: row.quota_per_minute,
    quotaPerDay: row.quota_per_day,
    quotaPerMonth: row.quota_per_month,
    accountKey: row.account_key,
    lastUsedAt: row.last_used_at,
    policies: row.policies ?? [],
    ignoreRules: row.ignore_rules ?? [],
    settingsVersion: row.settings_version ?? 0,
  };
}
