import { readFile } from 'node:fs/promises';
import { readNetworks } from '../../formats';
import type { ProviderOf } from '../../formats';
import { openCountries } from './countries';
import type { CountryOf } from './countries';

/** Made by the build: 8.9 MB, read at the first question and kept as it is. */
const DATABASE = 'dist/networks.bin';

/** Where addresses belong, by databases that are installed: nobody is asked for an address. 2 to 5 µs an address. */
export interface Places {
  countryOf: CountryOf;
  providerOf: ProviderOf;
}

async function open(): Promise<Places> {
  const [countryOf, networks] = await Promise.all([openCountries(), readFile(DATABASE)]);
  return { countryOf, providerOf: readNetworks(networks) };
}

let opened: Promise<Places> | null = null;

/** Private and reserved addresses belong to no country and no provider. Throws when a database cannot be read. */
export function openPlaces(): Promise<Places> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
