import { clientFamiliesOf } from '../../formats';
import type { ClientFamily } from '../../formats';
import type { ClientCount } from '../../shared';

export interface AgentCount {
  /** Null: the calls had none; empty: it is no longer known. */
  userAgent: string | null;
  calls: number;
  errors: number;
}

/** As the filter of calls takes it: `-` is none at all, `!` leaves out. */
function filterOf({ kind, has, not }: ClientFamily): string[] {
  if (kind === 'none') return ['-'];
  return has.length === 0 ? [] : [...has, ...not.map((part) => `!${part}`)];
}

/**
 * User agents added up by the client that they name, the most frequent first: each client has what its filter finds, so that a
 * user agent that names two is in both.
 */
export function clientsOf(agents: readonly AgentCount[]): ClientCount[] {
  const clients = new Map<string, ClientCount>();
  for (const agent of agents.toSorted((a, b) => b.calls - a.calls))
    for (const family of clientFamiliesOf(agent.userAgent)) addTo(clients, family, agent);
  return [...clients.values()].toSorted((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1));
}

function addTo(
  clients: Map<string, ClientCount>,
  family: ClientFamily,
  { userAgent, calls, errors }: AgentCount,
): void {
  const { kind, name } = family;
  const known = clients.get(name) ?? {
    kind,
    name,
    calls: 0,
    errors: 0,
    userAgents: 0,
    example: userAgent,
    filter: filterOf(family),
  };
  clients.set(name, known);
  known.calls += calls;
  known.errors += errors;
  known.userAgents += userAgent === null ? 0 : 1;
}
