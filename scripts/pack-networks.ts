// Makes dist/networks.bin, which tells the networks of callers by name, of the lists that are installed; a part of the build.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packNetworks } from '../lib/formats';

const root = path.resolve(import.meta.dirname, '..');
const listOf = (family: string): Promise<string> =>
  readFile(path.join(root, `node_modules/@ip-location-db/asn/asn-${family}-num.csv`), 'utf8');

const target = path.join(root, 'dist/networks.bin');
await mkdir(path.dirname(target), { recursive: true });
// a server that is running goes on with the file that it has read
await writeFile(`${target}.new`, packNetworks({ v4: await listOf('ipv4'), v6: await listOf('ipv6') }));
await rename(`${target}.new`, target);
