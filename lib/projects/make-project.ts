import { randomBytes, randomUUID } from 'node:crypto';
import {
  findOwnerEmails,
  insertProject,
  listProjectSlugs,
  seedProject,
  takeTurn,
  type ProjectRecord,
  type ProjectSeed,
  type Tx,
} from '../storage';
import type { MetricDefinition } from '../shared';
import { freeSlug, slugOf } from './slug';

export interface MakeProject {
  organizationId: string;
  name: string;
  retentionDays?: number | undefined;
  seal(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  at: Date;
}

const DEFAULT_RETENTION_DAYS = 30;
const ACCOUNT_KEY_BYTES = 32;
const ENVIRONMENTS = [
  { slug: 'production', archive: false },
  { slug: 'archive', archive: true },
];

/** Tells everybody of every attack that is worth a look, when it opens and when it becomes critical. */
const attackRule = (): ProjectSeed['rules'][number] => ({
  id: randomUUID(),
  kind: 'incident',
  name: 'Attacks',
  severity: 'high',
  definition: {
    detectors: ['all'],
    minSeverity: 'medium',
    events: ['opened', 'raised_to_critical'],
    environment: null,
  },
  channels: ['all'],
});

const watches = (name: string, definition: MetricDefinition): ProjectSeed['rules'][number] => ({
  id: randomUUID(),
  kind: 'metric',
  name,
  severity: 'high',
  definition,
  channels: ['all'],
});

/** Tells of many server errors, once there are enough calls to say so. A window without calls has no ratio and is no error. */
const serverErrorRule = () =>
  watches('Server errors', {
    measure: 'server_error_ratio',
    filters: {},
    windowSeconds: 300,
    condition: { above: 0.05 },
    forSeconds: 300,
    keepFiringForSeconds: 300,
    missing: 'ok',
    minCalls: 20,
  });

/** Tells when no SDK has been heard for three minutes; each sends a heartbeat every minute. Without an SDK it is silent. */
const heartbeatRule = () =>
  watches('No heartbeat', {
    measure: 'heartbeat_age_seconds',
    filters: {},
    windowSeconds: 60,
    condition: { above: 180 },
    forSeconds: 0,
    keepFiringForSeconds: 0,
    missing: 'ok',
    minCalls: 0,
  });

/** A project with environments, account key, the rules that every project begins with, and its owners' addresses as email channels. */
export async function makeProject(tx: Tx, input: MakeProject): Promise<ProjectRecord> {
  const { organizationId, name, at } = input;
  const base = slugOf(name, 'project');
  await takeTurn(tx, `projects of organization ${organizationId}`); // two of one name at the same moment
  const slug = freeSlug(base, await listProjectSlugs(tx, { organizationId, base }));
  const project = await insertProject(tx, {
    organizationId,
    name,
    slug,
    retentionDays: input.retentionDays ?? DEFAULT_RETENTION_DAYS,
    accountKey: input.seal(randomBytes(ACCOUNT_KEY_BYTES)),
    environments: ENVIRONMENTS,
    createdAt: at,
  });
  const owners = await findOwnerEmails(tx, project.id);
  const channels = owners.map((to) => ({ id: randomUUID(), kind: 'email', name: to, config: { to } }));
  const rules = [attackRule(), serverErrorRule(), heartbeatRule()];
  await seedProject(tx, { projectId: project.id, at, rules, channels });
  return project;
}
