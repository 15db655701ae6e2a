import { loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { freePort } from '../../scripts/postgres/ports.mjs';
import { launchBrowser } from '../../tests/support/browser';
import { OWNER, startInstance, type Instance } from '../support/instance';
import { folderWith } from '../support/on-demand';
import { quantile } from '../support/quantile';
import { audit, LIGHTHOUSE, type Audit, type Auditor } from './audit';
import { fillHistory } from './big-shop';
import { measureInteractions, STEPS, type InteractivePage, type Interactions } from './interactions';
import { keepCalling, openShop, type Shop } from './shop';

const RUNS = 5;
const ONLY = process.env.BENCH_ONLY;
/** What Chromium is told so that pages believe the system is dark. */
const DARK = '--blink-settings=preferredColorScheme=0';
const HEAD = ['page', 'performance', 'accessibility', 'in the dark', 'FCP', 'LCP', 'TBT', 'CLS', 'Speed Index', 'load'];

type Write = (line: string) => void;
interface Measured {
  runs: (Audit & { load: number })[];
  dark: Audit;
}

async function signIn({ url }: Instance): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(OWNER),
  });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

async function openBrowser(args: readonly string[] = []): Promise<{ browser: Browser; port: number }> {
  const port = await freePort();
  return { browser: await launchBrowser([`--remote-debugging-port=${port}`, ...args]), port };
}

const pagesOf = ({ url, projectId }: Instance, { endpointId, incidentId }: Shop) => {
  const at = (page: string): string => `${url}/projects/${projectId}${page}?range=24h`;
  const pages = [
    { name: 'overview', url: at(''), runs: RUNS },
    { name: 'endpoint', url: at(`/endpoints/${endpointId}`), runs: RUNS },
    { name: 'calls', url: at('/calls'), runs: RUNS },
    ...(incidentId === null ? [] : [{ name: 'incident', url: at(`/incidents/${incidentId}`), runs: 1 }]),
  ];
  return ONLY === undefined ? pages : pages.filter(({ name }) => name === ONLY);
};
type Page = ReturnType<typeof pagesOf>[number];

/** All light runs, then one in the dark, which is about colours alone. */
async function measure(
  pages: readonly Page[],
  auditor: Omit<Auditor, 'port'>,
  write: Write,
): Promise<Map<string, Measured>> {
  const [light, dark] = await Promise.all([openBrowser(), openBrowser([DARK])]);
  const measured = new Map<string, Measured>();
  try {
    for (const page of pages) {
      const runs: Measured['runs'] = [];
      for (let run = 0; run < page.runs; run += 1) {
        const done = await audit({ ...auditor, port: light.port }, page.url);
        runs.push({ ...done, load: loadOf() });
        write(`  ${page.name}: performance ${done.figures.performance}, accessibility ${done.figures.accessibility}`);
      }
      const inTheDark = await audit({ ...auditor, port: dark.port }, page.url, ['accessibility']);
      measured.set(page.name, { runs, dark: inTheDark });
    }
    return measured;
  } finally {
    await Promise.all([light.browser.close(), dark.browser.close()]);
  }
}

const medianOf = (runs: readonly Audit[], name: keyof Audit['figures']): number =>
  quantile(
    runs.map(({ figures }) => figures[name]),
    0.5,
  );

/** Over the last minute. Times are those of the clock, so runs on a busy machine tell little. */
const loadOf = (): number => Number((loadavg()[0] ?? 0).toFixed(1));

function summarise({ runs, dark }: Measured): Record<keyof Audit['figures'] | 'accessibilityDark' | 'load', number> {
  const whole = (name: keyof Audit['figures']): number => Math.round(medianOf(runs, name));
  return {
    performance: whole('performance'),
    accessibility: Math.min(...runs.map(({ figures }) => figures.accessibility)),
    accessibilityDark: dark.figures.accessibility,
    fcpMs: whole('fcpMs'),
    lcpMs: whole('lcpMs'),
    tbtMs: whole('tbtMs'),
    cls: Number(medianOf(runs, 'cls').toFixed(3)),
    speedIndexMs: whole('speedIndexMs'),
    load: Math.max(...runs.map(({ load }) => load)),
  };
}

function print(measured: ReadonlyMap<string, Measured>, write: Write): void {
  const line = (cells: readonly (string | number)[]): void =>
    write(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(10) : String(cell).padStart(14))).join(''));
  line(HEAD);
  for (const [name, page] of measured) line([name, ...Object.values(summarise(page))]);
  for (const [name, { runs, dark }] of measured) {
    const scores = runs.map(({ figures, load }) => `${figures.performance} (${load})`).join(', ');
    write(`\n${name}: performance of each run (load of the machine) ${scores}; not passed in the last:`);
    for (const failed of [...(runs.at(-1)?.failed ?? []), ...dark.failed]) {
      write(`  ${failed.category} ${failed.id} (weight ${failed.weight}, score ${failed.score}): ${failed.words}`);
      for (const element of failed.elements) write(`    ${element}`);
    }
  }
}

const MILLION = 1_000_000;

/** Null unless told. Throws for what is no number of millions. */
function callsOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const millions = /^(\d+)M$/.exec(text)?.[1];
  if (millions === undefined) throw new Error('BENCH_CALLS: a number of millions, such as 10M');
  return Number(millions) * MILLION;
}

/** A day of calls and an attack, or 14 days of so many calls. */
async function fillInstance(instance: Instance, calls: number | null, write: Write): Promise<Shop> {
  if (calls === null) return openShop(instance);
  const history = await fillHistory(instance, calls, write);
  return { ...history, incidentId: null, stopTraffic: keepCalling(instance) };
}

function printInteractions(pages: Readonly<Record<string, Interactions>>, write: Write): void {
  write('\nFrom a key or click to the next paint on changes of filters, ms');
  for (const [name, { count, medianMs, p98Ms, worstMs }] of Object.entries(pages))
    write(`  ${name.padEnd(10)} median ${medianMs}, 98th percentile ${p98Ms}, worst ${worstMs} of ${count}`);
}

const isInteractive = (page: Page): page is Page & { name: InteractivePage } => Object.hasOwn(STEPS, page.name);

/**
 * Lighthouse with its desktop preset over pages of an instance with a day of calls, an incident and live traffic, signed in:
 * medians of five runs (the worst for accessibility) of overview, endpoint and calls, one run of the incident; then
 * interaction to next paint on changes of filters. `BENCH_CALLS=10M` fills 14 days with so many calls instead of the day;
 * `BENCH_ONLY=endpoint` measures that page alone.
 */
export async function runLighthouse(write: Write): Promise<Record<string, object | null>> {
  const folder = await folderWith('lighthouse', [LIGHTHOUSE]);
  if (folder === undefined) {
    write('Lighthouse could not be installed (is there a network?)');
    return { overview: null, endpoint: null };
  }
  const instance = await startInstance();
  try {
    const shop = await fillInstance(instance, callsOf(process.env.BENCH_CALLS), write);
    const [pages, cookie] = [pagesOf(instance, shop), await signIn(instance)];
    const measured = await measure(pages, { folder, cookie }, write);
    const interactions = await measureInteractions(pages.filter(isInteractive), cookie);
    print(measured, write);
    printInteractions(interactions, write);
    await shop.stopTraffic(); // throws when it broke off
    return { ...Object.fromEntries([...measured].map(([name, page]) => [name, summarise(page)])), interactions };
  } finally {
    await instance.stop();
  }
}
