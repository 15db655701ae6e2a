import { randomBytes, randomUUID } from 'node:crypto';
import {
  findOwnerEmails,
  insertProject,
  listProjectSlugs,
  seedProject,
  type ProjectRecord,
  type ProjectSeed,
  type Tx,
} from '../storage';
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

/** A project with environments, account key, the rule for attacks, and its owners' addresses as email channels. */
export async function makeProject(tx: Tx, input: MakeProject): Promise<ProjectRecord> {
  const { organizationId, name, at } = input;
  const base = slugOf(name, 'project');
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
  await seedProject(tx, { projectId: project.id, at, rules: [attackRule()], channels });
  return project;
}
