import { Readable } from 'node:stream';
import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { createIngest, createIngestMetrics } from '../../../lib/ingest';
import { row, SECRET, startIngest, wireBatch } from './harness';

it('calls that a rule ignores are counted as ignored, not as stored, and those that come again as neither', async () => {
  const { storage, ingestKey, projectId, count } = await startIngest();
  await storage.query(`insert into ignore_rule (project_id, id, path) values ($1, 1, '/health')`, [projectId]);
  const registry = new Registry();
  const metrics = createIngestMetrics(registry);
  const none = (): void => undefined;
  const ingest = createIngest({ storage, secret: SECRET, observer: metrics, nowMs: Date.now, warn: none });
  onTestFinished(() => ingest.close());
  const send = (batch: object) =>
    ingest.ingest({
      headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
      body: Readable.from([Buffer.from(JSON.stringify(batch))]),
    });
  const health = row({ route: '/health' });
  expect(await send({ calls: [health, row({ route: '/orders' }), health, row({ status: 9_999 })] })).toMatchObject({
    accepted: 3,
  });
  const again = wireBatch(2);
  for (const duplicate of [undefined, true]) expect((await send(again)).duplicate).toBe(duplicate);
  const value = async (name: string): Promise<number | undefined> =>
    (await registry.getSingleMetric(`callwatch_ingest_calls_${name}_total`)?.get())?.values[0]?.value;
  expect(await value('ignored')).toBe(2);
  expect(await value('accepted')).toBe(3);
  expect(await value('rejected')).toBe(1);
  expect(metrics.acceptedCalls()).toBe(3);
  expect(await count('select count(*) from call')).toBe(3);
});
