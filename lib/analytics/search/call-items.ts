import type { ContextProject } from '../../access';
import { callMarksOf, contentTypeIn, loginOutcomeOf, METHODS, TRAIT } from '../../shared';
import type { CallItem } from '../../shared';
import { findConsumerNames, findEndpointsById, findUserAgents } from '../../storage';
import type { EndpointName, FoundCall, Storage } from '../../storage';

const US_PER_MS = 1_000;

interface Names {
  environments: Map<number, string>;
  endpoints: Map<number, EndpointName>;
  consumers: Map<number, string>;
  userAgents: Map<number, string>;
}

async function namesOf(storage: Storage, project: ContextProject, rows: readonly FoundCall[]): Promise<Names> {
  const ids = (pick: (row: FoundCall) => number): number[] => [...new Set(rows.map(pick))].filter((id) => id !== 0);
  const [endpoints, consumers, userAgents] = await Promise.all([
    findEndpointsById(
      storage,
      project.id,
      ids((row) => row.endpoint_id),
    ),
    findConsumerNames(
      storage,
      project.id,
      ids((row) => row.consumer_id),
    ),
    findUserAgents(
      storage,
      project.id,
      ids((row) => row.user_agent_id),
    ),
  ]);
  return {
    environments: new Map(project.environments.map(({ id, slug }) => [id, slug])),
    endpoints,
    consumers,
    userAgents,
  };
}

const isoOfUs = (us: number): string => new Date(Math.floor(us / US_PER_MS)).toISOString();

function toItem(row: FoundCall, names: Names): CallItem {
  const finishedUs = Number(row.at);
  const known = row.duration_us >= 0;
  const endpoint = names.endpoints.get(row.endpoint_id);
  return {
    id: row.id,
    environment: names.environments.get(row.environment_id) ?? '',
    startedAt: known ? isoOfUs(finishedUs - row.duration_us) : null,
    finishedAt: isoOfUs(finishedUs),
    // Of the call itself: under `__other__` many methods meet.
    method: METHODS[row.traits & TRAIT.methodMask] ?? endpoint?.method ?? '',
    route: endpoint?.route ?? '',
    endpointId: endpoint?.id ?? row.endpoint_id,
    path: row.path ?? endpoint?.asked ?? '',
    status: row.status,
    durationMs: known ? row.duration_us / US_PER_MS : null,
    caller: row.caller,
    consumer: names.consumers.get(row.consumer_id) ?? null,
    userAgent: names.userAgents.get(row.user_agent_id) ?? null,
    contentType: contentTypeIn(row.traits),
    requestBytes: row.request_bytes,
    responseBytes: row.response_bytes,
    accountHash: row.account_hash?.toString('hex') ?? null,
    loginOutcome: loginOutcomeOf(row.flags),
    marks: callMarksOf(row.flags, row.traits),
    traceId: row.trace_id?.toString('hex') ?? null,
    errorClass: row.error_class,
  };
}

/** Calls as lists show them, in the same order. */
export async function callItems(
  storage: Storage,
  project: ContextProject,
  rows: readonly FoundCall[],
): Promise<CallItem[]> {
  const names = await namesOf(storage, project, rows);
  return rows.map((row) => toItem(row, names));
}
