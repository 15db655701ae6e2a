import { z } from 'zod';
import { requirePermission, requireProject, type Context } from '../../access';
import type { IncidentDetail, IncidentEventItem, IncidentFigures } from '../../shared';
import {
  countAttack,
  countToldByEvent,
  findConsumersById,
  findFirstFailure,
  listFindings,
  listIncidentEvents,
  listMessages,
  toDeliveryItem,
  type AttackRun,
  type AttackScope,
  type IncidentEventRecord,
  type IncidentKey,
  type IncidentRecord,
  type Sql,
} from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { endpointNames } from '../stored/endpoint-names';
import { readFigures } from '../stored/entities';
import { rateScopeOf } from '../stored/rate-scope';
import { isRateOnly } from '../describe/rate-words';
import { burstItem, readBursts } from './bursts';
import { readChart } from './chart';
import { readAccounts, readCallers } from './entities';
import { incidentItem } from './incident-item';
import { readKeptCalls } from './kept-calls';
import { getRecord, type IncidentInput } from './own-incident';
import { readRateChart } from './rate-chart';
import { rateConsumers, rateItems } from './rate-items';
import { draftStory, storyLines } from './story';
import type { Draft } from './story-draft';

const DELIVERIES = 200;
const DAY_MS = 86_400_000;

const noted = z.object({ note: z.string() });

function eventItem({ id, at, kind, actor, data }: IncidentEventRecord): IncidentEventItem {
  const parsed = noted.safeParse(data);
  return { id, at: at.toISOString(), kind, actor, note: parsed.success ? parsed.data.note : null };
}

function figuresOf(record: IncidentRecord): IncidentFigures {
  const detectMs = record.openedAt.getTime() - record.firstSeenAt.getTime();
  return {
    ...readFigures(record.figures),
    firstSeenAt: record.firstSeenAt.toISOString(),
    lastSeenAt: record.lastSeenAt.toISOString(),
    secondsToDetect: Math.max(0, Math.round(detectMs / 100) / 10),
  };
}

async function countDraft(sql: Sql, scope: AttackScope, { calls }: Draft): Promise<number> {
  if (!calls) return 0;
  if (calls.count !== undefined) return calls.count;
  const range = { from: new Date(Math.floor(calls.fromMs)), to: new Date(Math.floor(calls.toMs) + 1) };
  const { failures, successes } = await countAttack(sql, { ...scope, ...range });
  if (calls.outcome === 'failure') return failures;
  return calls.outcome === 'success' ? successes : failures + successes;
}

interface StoryFacts {
  record: IncidentRecord;
  scope: AttackScope;
  events: IncidentEventRecord[];
  bursts: AttackRun[];
  consumers: ReadonlyMap<number, string>;
  now: Date;
}

async function readStory(
  sql: Sql,
  { record, scope, events, bursts, consumers, now }: StoryFacts,
): Promise<IncidentDetail['story']> {
  const key: IncidentKey = { projectId: record.projectId, incidentId: record.id };
  const drafts = draftStory({
    attack: attackOf(record),
    firstFailure: await findFirstFailure(sql, scope),
    findings: await listFindings(sql, key),
    bursts,
    events,
    consumers,
    told: await countToldByEvent(sql, key),
    now,
  });
  const counts: number[] = [];
  for (const draft of drafts) counts.push(await countDraft(sql, scope, draft));
  return storyLines(drafts, counts);
}

/** One incident with its story, chart, entities, events and deliveries, all of one moment. */
export async function getIncident(ctx: Context, input: IncidentInput): Promise<IncidentDetail> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const key: IncidentKey = { projectId: project.id, incidentId: input.incidentId };
  const now = ctx.now();
  const { detail, attack } = await ctx.storage.snapshot(async (sql) => {
    const record = await getRecord(sql, key);
    const attack = attackOf(record);
    const scope = scopeOf(project.id, attack);
    const events = await listIncidentEvents(sql, key);
    const endpoints = await endpointNames(sql, { projectId: project.id, ids: attack.endpointIds });
    const found = await findConsumersById(sql, project.id, rateConsumers(attack));
    const consumers = new Map([...found].map(([id, { name }]) => [id, name]));
    const figures = figuresOf(record);
    const attempts = figures.failures + figures.successes;
    const keptSince = new Date(now.getTime() - project.retentionDays * DAY_MS);
    const filter = { channelId: null, state: null, id: null, before: null, limit: DELIVERIES };
    const messages = await listMessages(sql, { ...key, ...filter });
    const kept = await readKeptCalls(sql, scope, { attempts, keptSince });
    const bursts = await readBursts(sql, { scope, incidentId: record.id, kept, rates: attack.rates });
    const detail: IncidentDetail = {
      ...incidentItem(record, { environments: project.environments, endpoints, now }),
      acknowledgedAt: record.acknowledgedAt?.toISOString() ?? null,
      acknowledgedBy: record.acknowledgedBy,
      figures,
      story: await readStory(sql, { record, scope, events, bursts, consumers, now }),
      bursts: bursts.map(burstItem),
      keptCalls: kept,
      retentionDays: project.retentionDays,
      chart: await readChart(sql, { scope, kept, now }),
      accounts: await readAccounts(sql, scope, attack),
      callers: await readCallers(sql, scope),
      rates: rateItems(attack, { consumers, endpoints }),
      events: events.map(eventItem),
      deliveries: messages.map(toDeliveryItem),
    };
    return { detail, attack };
  });
  const rates = isRateOnly(attack) ? rateScopeOf(project.id, attack) : null;
  return rates === null ? detail : { ...detail, chart: await readRateChart(ctx, rates) };
}
