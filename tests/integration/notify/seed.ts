import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from '../../../lib/storage';
import type { Storage } from '../../../lib/storage';
import type { Context } from '../../../lib/access';
import type { IncidentNotice, Role } from '../../../lib/shared';
import { sealSecret } from '../../../lib/storage';
import { createTestDatabase } from '../../support';
import { memberContext } from '../../support/member-context';

export const SECRET = 'a secret of the tests, long enough for them';

export interface Clock {
  now(): Date;
  /** Seconds. */
  advance(seconds: number): void;
}

/** A clock that stands still until told. */
export function createClock(start = '2026-11-24T13:00:00.000Z'): Clock {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance: (seconds) => {
      at += seconds * 1_000;
    },
  };
}

export interface World {
  storage: Storage;
  appUrl: string;
  clock: Clock;
  projectId: number;
  organizationId: string;
  context(role?: Role, instanceAdmin?: boolean): Context;
  close(): Promise<void>;
}

async function seedTenant(storage: Storage, email: string) {
  const organizationId = randomUUID();
  const userId = randomUUID();
  await storage.query(`insert into organization (id, name, slug, "createdAt") values ($1, 'Shop', $1, now())`, [
    organizationId,
  ]);
  await storage.query(`insert into "user" (id, name, email) values ($1, 'Olga Owner', $2)`, [userId, email]);
  await storage.query(
    `insert into member (id, "organizationId", "userId", role, "createdAt") values ($1, $2, $3, 'owner', now())`,
    [randomUUID(), organizationId, userId],
  );
  const { rows } = await storage.query<{ id: number }>(
    `insert into project (organization_id, name, slug, account_key) values ($1, 'shop-api', 'shop-api', $2) returning id`,
    [organizationId, randomBytes(8)],
  );
  const projectId = rows[0]?.id ?? 0;
  await storage.query(
    `insert into environment (project_id, id, slug, archive) values ($1, 1, 'production', false), ($1, 2, 'archive', true)`,
    [projectId],
  );
  await storage.query(
    `insert into rule (id, project_id, kind, name, definition, channels) values ($1, $2, 'incident', 'Attacks', $3, '{all}')`,
    [
      randomUUID(),
      projectId,
      JSON.stringify({
        detectors: ['all'],
        minSeverity: 'medium',
        events: ['opened', 'raised_to_critical'],
        environment: null,
      }),
    ],
  );
  return { organizationId, projectId };
}

type Tenant = Pick<World, 'organizationId' | 'projectId'>;

function contextOf(storage: Storage, clock: Clock, tenant: Tenant): World['context'] {
  return (role = 'owner', instanceAdmin = false) => {
    const member = memberContext({ ...tenant, storage, role, now: () => clock.now() });
    return {
      ...member,
      actor: { kind: 'user', id: 'u', name: 'Olga Owner' },
      organization: { id: tenant.organizationId, name: 'Shop', slug: 'shop' },
      project: { ...member.project, slug: 'shop-api', name: 'shop-api' },
      instanceAdmin,
      seal: (bytes) => sealSecret(SECRET, bytes),
    };
  };
}

/** An organization with an owner, a project and the rule for attacks, in a database of its own. */
export async function createWorld(): Promise<World> {
  const database = await createTestDatabase();
  const storage = connect({
    url: database.appUrl,
    max: 10,
    applicationName: 'notify tests',
    onIdleError: () => undefined,
  });
  const clock = createClock();
  const tenant = await seedTenant(storage, 'owner@example.com');
  return {
    storage,
    appUrl: database.appUrl,
    clock,
    ...tenant,
    context: contextOf(storage, clock, tenant),
    close: async () => {
      await storage.close();
      await database.drop();
    },
  };
}

/** Another organization in the same database, closed with the first. */
export async function addNeighbour({ storage, clock, appUrl, close }: World): Promise<World> {
  const tenant = await seedTenant(storage, 'neighbour@example.com');
  return { storage, clock, appUrl, close, ...tenant, context: contextOf(storage, clock, tenant) };
}

/** An incident that opens, unless told otherwise. */
export function noticeOf(world: World, change: Partial<IncidentNotice> = {}): IncidentNotice {
  return {
    projectId: world.projectId,
    incidentId: 318,
    eventId: 1,
    kind: 'opened',
    at: world.clock.now(),
    severity: 'high',
    detector: 'stuffing-ip',
    environmentId: 1,
    environment: 'production',
    title: '3 callers try stolen passwords on POST /login',
    summary: '412 failed logins on 380 accounts in 5 min.',
    openedAt: world.clock.now(),
    figures: { failures: 412, successes: 0, accountsTried: 380, accountsEntered: 0, callers: 3 },
    entities: { callers: ['198.51.100.7'], accounts: ['7f3a00000000'], endpoints: ['POST /login'] },
    ...change,
  };
}
