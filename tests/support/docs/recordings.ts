import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const FOLDER = path.join(import.meta.dirname, '../otlp-recordings');

const recordingShape = z.object({
  /** The exporter and its version. */
  exporter: z.string(),
  recordedAt: z.iso.datetime(),
  requests: z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.base64() })),
  /** Server spans as the process that was recorded saw them. */
  calls: z.array(
    z.object({
      traceId: z.string(),
      /** What it is to count as; null where only a path is told and nothing was answered well: under no name of its own. */
      endpoint: z.string().nullable(),
      path: z.string(),
      status: z.int(),
      durationUs: z.int(),
      login: z.enum(['success', 'failure']).nullable(),
    }),
  ),
});
export type Recording = z.output<typeof recordingShape>;

/** What exporters of other languages sent, by the name of its file; the folder's README says how it was recorded. */
export function readRecordings(): [name: string, recording: Recording][] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.map((name) => {
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    return [name, recordingShape.parse(JSON.parse(text))];
  });
}
