import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const demoFile = z.object({
  url: z.string(),
  email: z.string(),
  password: z.string(),
  projectId: z.number(),
  ingestKey: z.string(),
  apiToken: z.string(),
  /** Of the staging environment, once it is there. */
  stagingKey: z.string().optional(),
});
/** Who can sign in to the demo, and with what its shop and scripts reach the project. */
export type Demo = z.infer<typeof demoFile>;

/** Null when there is none yet. */
export function readDemo(file: string): Demo | null {
  try {
    return demoFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${file} cannot be read; remove it to make a new one: ${String(error)}`, { cause: error });
  }
}

/** Whole or not at all, readable by its user only. */
export function writeDemo(file: string, demo: Demo): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
