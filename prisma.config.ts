import path from 'node:path';
import { defineConfig } from 'prisma/config';
import externalTables from './prisma/external-tables.json' with { type: 'json' };
import { dataFolder, readConnection } from './scripts/start/data-folder.mjs';

const root = import.meta.dirname;
const { env } = process;

// Prisma has no option to run migrate through its WebAssembly engine: it gets our stand-in for the binary.
env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(root, 'scripts/schema-engine.mjs');
env.CHECKPOINT_DISABLE ??= '1';

const url =
  env.DATABASE_OWNER_URL ?? env.DATABASE_DIRECT_URL ?? env.DATABASE_URL ?? readConnection(dataFolder(env))?.ownerUrl;

export default defineConfig({
  schema: path.join(root, 'prisma/schema.prisma'),
  migrations: { path: path.join(root, 'prisma/migrations') },
  // The telemetry tables are written in SQL: not in schema.prisma, left alone by migrate.
  experimental: { externalTables: true },
  tables: { external: externalTables },
  datasource: { url: url ?? '' }, // `prisma generate` needs none
});
