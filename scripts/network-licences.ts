import { readFile } from 'node:fs/promises';
import path from 'node:path';

const TEXTS = ['DBIP-LICENSE', 'ROUTEVIEWS-LICENSE', 'NRO_LICENSE', 'MODIFICATIONS'];

const WHAT = `networks.bin holds the networks of the Internet and who announces them, by DB-IP (https://db-ip.com), RouteViews
(https://routeviews.org) and NRO (https://nro.net), licensed under the Creative Commons Attribution 4.0 International License:
https://creativecommons.org/licenses/by/4.0/

It is modified: packed for looking up from the lists of the package @ip-location-db/asn. Of each range it keeps the start and the provider,
of IPv6 the upper 64 bits, and each name once. The data come without any warranty. What the package says follows.`;

/** What must go with the packed networks: whose they are, the licences as the package has them, and that they were modified. */
export async function networkLicences(folder: string): Promise<string> {
  const texts = TEXTS.map(async (name) => `${name}\n\n${(await readFile(path.join(folder, name), 'utf8')).trim()}`);
  return [WHAT, ...(await Promise.all(texts))].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}
