// The same ingest behind a Next route handler, and beside it what a plain handler needs, in a process of its own.
import { createServer } from 'node:http';
import path from 'node:path';
import next from 'next';
import { Registry } from 'prom-client';
import { createIngest, createIngestMetrics } from '../../lib/ingest';
import { connect } from '../../lib/storage';
import { SECRET } from '../support/world';
import { openCallModel } from './create-many';

const port = Number(process.env.PORT);
const storage = connect({
  url: process.env.DATABASE_URL ?? '',
  max: 12,
  applicationName: 'bench-next',
  onIdleError: () => undefined,
});
const ingest = createIngest({
  storage,
  secret: SECRET,
  observer: createIngestMetrics(new Registry()),
  nowMs: Date.now,
  warn: () => undefined,
});
const prisma = await openCallModel(process.env.DATABASE_URL ?? '', 12);
const projects = new Map([[process.env.INGEST_KEY, Number(process.env.PROJECT_ID)]]);
Reflect.set(globalThis, Symbol.for('callwatch-bench'), { ingest: ingest.ingest, prisma, projects });
const app = next({ dev: false, dir: path.join(import.meta.dirname, 'next-app'), hostname: '127.0.0.1', port });
await app.prepare();
const handle = app.getRequestHandler();
createServer((req, res) => void handle(req, res)).listen(port, '127.0.0.1', () => process.send?.('ready'));
