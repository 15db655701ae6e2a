import type { PlacedCaller } from '../../shared';
import type { CountryOf } from './countries';
import { networkOf } from './network-of';

/** An address with where it belongs. */
export const place = (address: string, countryOf: CountryOf): PlacedCaller => ({
  address,
  country: countryOf(address),
  network: networkOf(address),
});
