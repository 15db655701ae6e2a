import { z } from 'zod';
import { requirePermission } from '../../access';
import type { Context } from '../../access';
import type { CountriesAnswer, CountryItem, NetworkItem, Provider, ProviderItem } from '../../shared';
import { usage } from '../../storage';
import type { CallerRow } from '../../storage';
import { callersQuery, MOST_CALLERS, MOST_CALLS_READ } from '../callers/callers-query';
import { countCallers } from '../callers/count-callers';
import { loadPending } from '../cells/load-pending';
import { spanOf } from '../overview/period';
import { rangeParams } from '../range/params';
import { networkOf } from './network-of';
import { openPlaces } from './open-places';
import type { Places } from './open-places';

/** Of networks, and of providers. */
const SHOWN = 50;

export const countriesInput = z.object(rangeParams);
export type CountriesInput = z.output<typeof countriesInput>;

type Sums = Omit<CountryItem, 'country' | 'errorRatio'>;
const NOTHING: Sums = { calls: 0, errors: 0, rateLimited: 0, callers: 0, incidentCallers: 0 };

/** Sums by some name of a caller, the busiest first. */
class PlaceSums<Name extends string | null> {
  private readonly sums = new Map<Name, Sums>();

  add(name: Name, { calls, errors, rateLimited }: CallerRow, isNamed: boolean): void {
    const sum = this.sums.get(name) ?? { ...NOTHING };
    this.sums.set(name, sum);
    sum.calls += calls;
    sum.errors += errors;
    sum.rateLimited += rateLimited;
    sum.callers += 1;
    sum.incidentCallers += isNamed ? 1 : 0;
  }

  ranked(): [Name, Sums & { errorRatio: number | null }][] {
    return [...this.sums]
      .toSorted(([a, x], [b, y]) => y.calls - x.calls || ((a ?? '') < (b ?? '') ? -1 : 1))
      .map(([name, sum]) => [name, { ...sum, errorRatio: sum.errors / sum.calls }]);
  }
}

interface Ranked {
  countries: CountryItem[];
  providers: ProviderItem[];
  networks: NetworkItem[];
}

function placesOf(rows: readonly CallerRow[], named: ReadonlySet<string>, places: Places): Ranked {
  const { countryOf, providerOf } = places;
  const countries = new PlaceSums<string | null>();
  const providers = new PlaceSums<string | null>();
  const examples = new Map<string | null, Provider>();
  const networks = new PlaceSums<string>();
  for (const row of rows) {
    const isNamed = named.has(row.address);
    countries.add(countryOf(row.address), row, isNamed);
    const provider = providerOf(row.address);
    const name = provider && `AS${provider.asn}`;
    if (provider) examples.set(name, provider);
    providers.add(name, row, isNamed);
    networks.add(networkOf(row.address), row, isNamed);
  }
  return {
    countries: countries.ranked().map(([country, sums]) => ({ country, ...sums })),
    providers: providers.ranked().map(([name, sums]) => ({ provider: examples.get(name) ?? null, ...sums })),
    networks: networks.ranked().map(([network, sums]) => ({
      network,
      country: countryOf(network),
      provider: providerOf(network),
      ...sums,
    })),
  };
}

/**
 * Where the callers of a range belong, from one snapshot: by country, by provider and by network, with how many of them the incident
 * names that needs a person most. Counted as the list of callers is.
 */
export async function getCountries(
  ctx: Context,
  input: CountriesInput,
  mostCallers = MOST_CALLERS,
): Promise<CountriesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const query = callersQuery(ctx, input, { mostCallsRead: MOST_CALLS_READ, limit: mostCallers });
  const places = await openPlaces();
  const { found, incident } = await ctx.storage.snapshot(async (sql) => {
    const pending = await loadPending(ctx.storage, sql, query.projectId);
    return {
      found: await countCallers(sql, query, pending),
      incident: await usage.findOpenCallers(sql, query),
    };
  });
  const { countries, providers, networks } = placesOf(found.rows, new Set(incident?.callers), places);
  return {
    ...spanOf(found.counted),
    calls: found.rows.reduce((all, { calls }) => all + calls, 0),
    callers: found.count,
    countries,
    providers: providers.slice(0, SHOWN),
    providerCount: providers.length,
    networks: networks.slice(0, SHOWN),
    networkCount: networks.length,
    incident: incident && { id: incident.id, state: incident.state },
    complete: found.complete && found.count <= found.rows.length,
  };
}
