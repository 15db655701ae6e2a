import type { PlacedCaller } from '../../shared';
import { networkOf } from './network-of';
import type { Places } from './open-places';

/** An address with where it belongs. */
export const place = (address: string, { countryOf, providerOf }: Places): PlacedCaller => ({
  address,
  country: countryOf(address),
  network: networkOf(address),
  provider: providerOf(address),
});
