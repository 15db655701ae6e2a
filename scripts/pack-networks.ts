// Makes dist/networks.bin, which tells the networks of callers by name, of the lists that are installed; a part of the build.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packNetworks } from '../lib/formats';
import { networkLicences } from './network-licences';

const root = path.resolve(import.meta.dirname, '..');
const lists = path.join(root, 'node_modules/@ip-location-db/asn');
const listOf = (family: string): Promise<string> => readFile(path.join(lists, `asn-${family}-num.csv`), 'utf8');

const target = path.join(root, 'dist/networks.bin');
await mkdir(path.dirname(target), { recursive: true });
// images leave the package out: its licences stay with what is made of it
await writeFile(path.join(root, 'dist/networks.LICENSES.txt'), await networkLicences(lists));
// a server that is running goes on with the file that it has read
await writeFile(`${target}.new`, packNetworks({ v4: await listOf('ipv4'), v6: await listOf('ipv6') }));
await rename(`${target}.new`, target);
