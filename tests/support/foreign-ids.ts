import { randomUUID } from 'node:crypto';
import type { Runtime } from '../../lib/http';
import { signInAs, type found } from './members';

type Tenant = Awaited<ReturnType<typeof found>>;

/** A number that no test gives to something of its own. */
const NUMBER = 777;

async function people({ storage, now }: Runtime, { organizationId, email }: Tenant): Promise<Record<string, string>> {
  await signInAs(email);
  const { prisma } = storage;
  const user = await prisma.user.findUniqueOrThrow({ where: { email }, include: { sessions: true, members: true } });
  const expiresAt = new Date(now().getTime() + 86_400_000);
  const facts = { organizationId, email: 'guest@example.com', role: 'viewer', inviterId: user.id, expiresAt };
  const invitation = await prisma.invitation.create({ data: { id: randomUUID(), ...facts } });
  const token = await prisma.apiToken.findFirstOrThrow({ where: { organizationId } });
  const receipt = { organizationId, projectId: NUMBER, projectName: 'Theirs', kind: 'project', subjectHash: '00' };
  const dates = { requestedAt: now(), requestedByKind: 'user', dueAt: expiresAt, state: 'done' };
  const erasure = await prisma.erasure.create({ data: { id: randomUUID(), ...receipt, ...dates } });
  return {
    sessionId: user.sessions[0]?.id ?? '',
    memberId: user.members[0]?.id ?? '',
    invitationId: invitation.id,
    tokenId: token.id,
    erasureId: erasure.id,
  };
}

async function things({ storage, now }: Runtime, { projectId, email }: Tenant): Promise<Record<string, string>> {
  const { prisma } = storage;
  const channel = await prisma.channel.findFirstOrThrow({ where: { projectId } });
  const message = { projectId, channelId: channel.id, channelKind: 'email', kind: 'test', subject: 'Test' };
  const outbox = await prisma.outbox.create({ data: { id: randomUUID(), ...message, payload: {}, state: 'failed' } });
  const at = now();
  const attack = { environmentId: 1, detector: 'brute-ip', severity: 'high', title: 'Theirs', state: 'open' };
  const times = { openedAt: at, updatedAt: at, firstSeenAt: at, lastSeenAt: at };
  await prisma.incident.create({ data: { projectId, id: NUMBER, ...attack, ...times, entities: {} } });
  const seen = { firstSeenAt: at, lastSeenAt: at };
  await prisma.endpoint.create({ data: { projectId, id: NUMBER, method: 'GET', route: '/theirs', ...seen } });
  await prisma.consumer.create({ data: { projectId, id: NUMBER, name: 'theirs', ...seen } });
  const rule = await prisma.rule.findFirstOrThrow({ where: { projectId, kind: 'metric' } });
  const firing = { ruleId: rule.id, state: 'firing', severity: 'high', startedAt: at, firedAt: at };
  await prisma.alert.create({ data: { projectId, id: NUMBER, ...firing } });
  const policy = { name: 'Theirs', callLimit: 60, windowSeconds: 60, key: 'caller' };
  await prisma.ratePolicy.create({ data: { projectId, id: NUMBER, ...policy } });
  await prisma.ignoreRule.create({ data: { projectId, id: NUMBER, path: '/theirs' } });
  await prisma.allowedCaller.create({ data: { projectId, id: NUMBER, network: '192.0.2.9/32', note: 'Theirs' } });
  const user = await prisma.user.findFirstOrThrow({ where: { email } });
  const view = { id: 'their-view', projectId, userId: user.id, name: 'Theirs', query: '', shared: true };
  await prisma.savedView.create({ data: view });
  const key = await prisma.ingestKey.findFirstOrThrow({ where: { projectId } });
  const number = String(NUMBER);
  return {
    keyId: key.id,
    channelId: channel.id,
    deliveryId: outbox.id,
    callId: number,
    incidentId: number,
    endpointId: number,
    ruleId: rule.id,
    alertId: number,
    policyId: number,
    viewId: view.id,
    ignoreRuleId: number,
    callerId: number,
    name: 'theirs', // of a consumer
  };
}

/** All that a path can name inside the tenant, to see that nothing changed. */
async function look({ storage: { prisma } }: Runtime, { organizationId, projectId, email }: Tenant): Promise<string> {
  const [ofOrganization, ofProject] = [{ where: { organizationId } }, { where: { projectId } }];
  const rows = [
    await prisma.session.findMany({ where: { user: { email } }, select: { id: true } }),
    await prisma.member.findMany(ofOrganization),
    await prisma.invitation.findMany(ofOrganization),
    await prisma.apiToken.findMany(ofOrganization),
    await prisma.ingestKey.findMany(ofProject),
    await prisma.channel.findMany(ofProject),
    await prisma.outbox.findMany(ofProject),
    await prisma.incident.findMany(ofProject),
    await prisma.endpoint.findMany(ofProject),
    await prisma.consumer.findMany(ofProject),
    await prisma.rule.findMany(ofProject),
    await prisma.ratePolicy.findMany(ofProject),
    await prisma.savedView.findMany(ofProject),
    await prisma.ignoreRule.findMany(ofProject),
    await prisma.allowedCaller.findMany(ofProject),
    await prisma.alert.findMany(ofProject),
  ];
  return JSON.stringify(rows);
}

/** Something of each kind that a path can name, inside another organization, by the name it has in paths. */
export async function foreignIds(runtime: Runtime, tenant: Tenant) {
  const ids: Record<string, string> = { ...(await people(runtime, tenant)), ...(await things(runtime, tenant)) };
  return { ids, snapshot: () => look(runtime, tenant) };
}
