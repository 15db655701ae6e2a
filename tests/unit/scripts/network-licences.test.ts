import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { networkLicences } from '../../../scripts/network-licences';

test('every licence of the lists of networks goes with what is packed of them, and that it was modified', async () => {
  const folder = path.join(import.meta.dirname, '../../../node_modules/@ip-location-db/asn');
  const text = await networkLicences(folder);
  const licences = readdirSync(folder).filter((name) => /LICEN[CS]E|MODIFICATIONS/.test(name));
  expect(licences).toHaveLength(4);
  for (const name of licences) expect(text).toContain(readFileSync(path.join(folder, name), 'utf8').trim());
  expect(text).toContain('It is modified');
  expect(text).toContain('https://creativecommons.org/licenses/by/4.0/');
});
