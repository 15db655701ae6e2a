import { countAttack, lockIncident, saveIncident, type IncidentKey, type Tx } from '../../storage';
import { attackOf, scopeOf } from '../stored/attack-of';
import { listEndpointNames } from '../stored/endpoint-names';
import { figuresOf, recordOf } from '../stored/record-of';

/** Counts the calls of an incident anew and renews its title. False when there is no such incident. */
export async function refreshFigures(tx: Tx, key: IncidentKey, now: Date): Promise<boolean> {
  const before = await lockIncident(tx, key);
  if (!before) return false;
  const attack = attackOf(before);
  const { projectId } = key;
  const figures = figuresOf(attack, await countAttack(tx, scopeOf(projectId, attack)), before.figures);
  const endpoints = await listEndpointNames(tx, { projectId, ids: attack.endpointIds });
  await saveIncident(tx, recordOf({ projectId, id: before.id, attack, figures, endpoints, now, before }));
  return true;
}
