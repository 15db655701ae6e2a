import type { IncidentNotice } from '../../shared';
import { CATALOGUE } from '../../detection';
import {
  countAttack,
  findProjectEnvironments,
  insertIncidentEvents,
  lockIncident,
  saveIncident,
  type IncidentKey,
  type Tx,
} from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { listEndpointNames } from '../stored/endpoint-names';
import { figuresOf, recordOf } from '../stored/record-of';
import { transition } from '../transition';
import { noticeOf } from './notice-of';

/**
 * Resolves an incident that has been quiet for 30 minutes, with its final figures. Returns what the incident rules are
 * told; null when it has gone on, or somebody else has resolved it.
 */
export async function resolveQuiet(tx: Tx, key: IncidentKey, now: Date): Promise<IncidentNotice | null> {
  const before = await lockIncident(tx, key);
  if (!before || before.state === 'resolved') return null;
  if (now.getTime() - before.lastSeenAt.getTime() < CATALOGUE.quietMs) return null;
  const { projectId } = key;
  const { incident, event } = transition(before, { kind: 'resolve', by: null, at: now, note: null });
  const attack = attackOf(incident);
  const figures = figuresOf(attack, await countAttack(tx, scopeOf(projectId, attack)), before.figures);
  const endpoints = await listEndpointNames(tx, { projectId, ids: attack.endpointIds });
  const record = recordOf({ projectId, id: before.id, attack, figures, endpoints, now, before: incident });
  await saveIncident(tx, record);
  const [stored] = await insertIncidentEvents(tx, { projectId, events: [event] });
  if (!stored) return null;
  const environments = await findProjectEnvironments(tx, projectId);
  const environment = environments.find(({ id }) => id === record.environmentId)?.slug ?? '';
  return noticeOf({ record, eventId: stored.id, kind: 'resolved', at: now, environment, endpoints });
}
