import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { packagedMajor } from '../postgres/files.mjs';
import { root } from '../start/data-folder.mjs';
import { Refusal } from '../start/refusal.mjs';

/** The name of the manifest in the archive. It comes last, since it has the hashes of all before it. */
export const MANIFEST = 'manifest.json';
export const FORMAT = 1;
/** Where Postgres' files are in the archive. */
export const CLUSTER = 'postgres/';

const file = z.object({ path: z.string(), sizeBytes: z.number().int().min(0), sha256: z.string().length(64) });

const schema = z.object({
  format: z.number().int(),
  callwatchVersion: z.string(),
  postgresVersion: z.string().regex(/^\d+/),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  folders: z.array(z.string()),
  files: z.array(file),
});

/** @typedef {z.infer<typeof schema>} Manifest */
/** @typedef {z.infer<typeof file>} ArchivedFile */

/**
 * @param {string} text
 * @returns {Manifest | undefined} nothing when it is no manifest
 */
export function parseManifest(text) {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Throws a Refusal when this Callwatch cannot run what the archive holds.
 * @param {Manifest} manifest
 */
export function refuseForeign({ format, callwatchVersion, postgresVersion, migrations }) {
  if (format > FORMAT) throw new Refusal(`the archive is of a newer Callwatch (${callwatchVersion}): update this one`);
  const [major, ours] = [Number.parseInt(postgresVersion, 10), packagedMajor()];
  if (major !== ours) {
    throw new Refusal(
      `the archive is of Postgres ${major}, and this Callwatch (${ourVersion()}) brings Postgres ${ours}`,
    );
  }
  const known = new Set(fs.readdirSync(path.join(root, 'prisma', 'migrations')));
  const newer = migrations.filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new Refusal(
      `the archive has a newer schema (Callwatch ${callwatchVersion}, migration ${newer[0]}): update this Callwatch first`,
    );
  }
}

/** @returns {string} */
export const ourVersion = () => JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version;
