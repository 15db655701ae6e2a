import type { Provider } from './callers';

/** What callers of one country, provider or network did. */
interface PlaceCounts {
  calls: number;
  errors: number;
  errorRatio: number | null;
  rateLimited: number;
  callers: number;
  /** How many of them the incident names. */
  incidentCallers: number;
}

export interface CountryItem extends PlaceCounts {
  /** ISO 3166-1 alpha-2; null: private, reserved and unknown addresses. */
  country: string | null;
}

export interface ProviderItem extends PlaceCounts {
  /** Null: private, reserved and unknown addresses. */
  provider: Provider | null;
}

export interface NetworkItem extends PlaceCounts {
  /** A /24, of IPv6 a /64. */
  network: string;
  country: string | null;
  provider: Provider | null;
}

/** Where the callers of a range belong. */
export interface CountriesAnswer {
  /** What was counted: whole hours or days where the range alone would have meant to read too many calls. */
  from: string;
  to: string;
  /** Of all calls that tell an address. */
  calls: number;
  callers: number;
  /** All of them, the busiest first. */
  countries: CountryItem[];
  /** The busiest 50, those without one among them. */
  providers: ProviderItem[];
  providerCount: number;
  /** The busiest 50. */
  networks: NetworkItem[];
  networkCount: number;
  /** The one that needs a person most among those that are not resolved; null when all are. */
  incident: { id: number; state: 'open' | 'acknowledged' } | null;
  /** False when there were more callers than are looked at: the least busy are left out. */
  complete: boolean;
}
