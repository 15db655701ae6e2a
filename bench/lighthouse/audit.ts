import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** The newest major that runs on the oldest Node that Callwatch supports. */
export const LIGHTHOUSE = 'lighthouse@12.8.2';

const METRICS = {
  fcpMs: 'first-contentful-paint',
  lcpMs: 'largest-contentful-paint',
  tbtMs: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
  speedIndexMs: 'speed-index',
} as const;
const ELEMENTS = 3;
/** A page with live calls never comes to rest; this is what it is watched for. */
const REST_WITHIN_MS = 15_000;
const CATEGORIES = ['performance', 'accessibility'] as const;

const category = z.object({
  score: z.number().nullable(),
  auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
});
const details = z.object({
  items: z.array(z.object({ node: z.object({ selector: z.string(), snippet: z.string() }).optional() })),
});
const report = z.object({
  runtimeError: z.object({ message: z.string() }).optional(),
  categories: z.object({ performance: category.optional(), accessibility: category }),
  audits: z.record(
    z.string(),
    z.object({
      title: z.string(),
      score: z.number().nullable(),
      numericValue: z.number().optional(),
      displayValue: z.string().optional(),
      details: details.optional().catch(undefined), // of some kinds of audit only
    }),
  ),
});
type Report = z.infer<typeof report>;

export type Metric = keyof typeof METRICS;
export type Score = (typeof CATEGORIES)[number];
export interface Failed {
  category: Score;
  id: string;
  weight: number;
  /** From 0 to 1. */
  score: number;
  words: string;
  /** Elements that it is about, the first few. */
  elements: string[];
}

/** One run over one page. Scores go from 0 to 100. */
export interface Audit {
  figures: Record<Score | Metric, number>;
  failed: Failed[];
}

export interface Auditor {
  /** Has Lighthouse in its node_modules. */
  folder: string;
  /** Of the browser's debugging protocol. */
  port: number;
  cookie: string;
}

/** A tab that Chromium closes by itself costs a run of many minutes all it has measured. */
const TRIES = 3;

/** Throws when no try comes to its end, or the page cannot be loaded. */
export async function audit(auditor: Auditor, url: string, categories: readonly Score[] = CATEGORIES): Promise<Audit> {
  let failure = '';
  for (let tries = 0; tries < TRIES; tries += 1) {
    const { stdout, failed } = await runOnce(auditor, url, categories);
    if (failed === null) return auditOf(report.parse(JSON.parse(stdout)), url);
    failure = failed;
  }
  throw new Error(failure);
}

/** What Lighthouse wrote, and why it ended early; null when it did not. */
async function runOnce(
  { folder, port, cookie }: Auditor,
  url: string,
  categories: readonly Score[],
): Promise<{ stdout: string; failed: string | null }> {
  const child = spawn(
    process.execPath,
    [
      path.join(folder, 'node_modules/lighthouse/cli/index.js'),
      url,
      `--port=${port}`,
      '--preset=desktop',
      '--disable-storage-reset',
      `--max-wait-for-load=${REST_WITHIN_MS}`,
      '--output=json',
      '--quiet',
      '--no-enable-error-reporting',
      `--only-categories=${categories.join(',')}`,
      `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve) => child.once('close', resolve));
  return { stdout, failed: child.exitCode === 0 ? null : `lighthouse ended with ${child.exitCode}: ${stderr}` };
}

function auditOf(answer: Report, url: string): Audit {
  if (answer.runtimeError) throw new Error(`lighthouse could not load ${url}: ${answer.runtimeError.message}`);
  return { figures: figuresOf(answer), failed: CATEGORIES.flatMap((name) => failedOf(answer, name)) };
}

const percent = (score: number | null | undefined): number => (score == null ? Number.NaN : Math.round(100 * score));

function figuresOf({ audits, categories }: Report): Audit['figures'] {
  const valueOf = (metric: Metric): number => audits[METRICS[metric]]?.numericValue ?? Number.NaN;
  return {
    performance: percent(categories.performance?.score),
    accessibility: percent(categories.accessibility.score),
    fcpMs: valueOf('fcpMs'),
    lcpMs: valueOf('lcpMs'),
    tbtMs: valueOf('tbtMs'),
    cls: valueOf('cls'),
    speedIndexMs: valueOf('speedIndexMs'),
  };
}

function failedOf({ audits, categories }: Report, name: Score): Failed[] {
  return (categories[name]?.auditRefs ?? []).flatMap(({ id, weight }): Failed[] => {
    const found = audits[id];
    if (!found || found.score === null || found.score === 1) return [];
    const words = [found.title, found.displayValue].filter(Boolean).join(': ');
    const elements = (found.details?.items ?? []).flatMap(({ node }) =>
      node ? [`${node.selector} ${node.snippet}`] : [],
    );
    return [{ category: name, id, weight, score: found.score, words, elements: elements.slice(0, ELEMENTS) }];
  });
}
