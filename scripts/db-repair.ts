// `npm run db:repair -- --day 2026-11-24 [--project shop]`: rebuilds minutes, hours and days of rollups from the calls, while
// everything else goes on. Bad input: one line, exit 2.
import { Command, CommanderError } from 'commander';
import { isPastRetention, keptEnvironments, repairDay } from '../lib/rollups';
import { connect, listRepairableProjects } from '../lib/storage';
import type { RepairableProject, Storage } from '../lib/storage';
import { errorLine } from './error-line';
import { instanceSettings } from './start/instance.mjs';
import { refuseLonelyUrls } from './start/settings.mjs';

class UsageError extends Error {}

function parseDay(text: string, now: Date): Date {
  const day = new Date(`${text}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  if (!real) throw new UsageError(`--day: "${text}" is no day such as 2026-11-24 (UTC)`);
  if (day > now) throw new UsageError(`--day: ${text} has not begun yet`);
  return day;
}

/** The application's role, past a pooler where that is told: a repair is one long transaction. */
function databaseUrl(env: NodeJS.ProcessEnv): string {
  refuseLonelyUrls({ ...env });
  return env['DATABASE_DIRECT_URL'] || env['DATABASE_URL'] || instanceSettings({ ...env })['DATABASE_URL'] || '';
}

interface Repaired {
  told: string;
  /** Why figures were left as they are, though the retention says that their calls are there. */
  refused: string | null;
}

/** What is left as it is: made from the calls that are still there, its figures would be lost. */
function leftOf(project: RepairableProject, day: Date, kept: readonly number[]) {
  const names = project.environments.filter(({ id }) => !kept.includes(id)).map(({ slug }) => slug);
  if (names.length === 0) return { left: [], isCut: false };
  const isCut = !isPastRetention(project, day, new Date());
  const why = isCut ? 'raw calls of this day were deleted while less was kept' : 'raw calls are past their retention';
  return { left: [`left as they are: ${names.join(', ')}; ${why}`], isCut };
}

async function repairProject(storage: Storage, project: RepairableProject, day: Date): Promise<Repaired> {
  const now = new Date();
  const title = `${day.toISOString().slice(0, 10)}, project ${project.id} (${project.slug})`;
  const environmentIds = keptEnvironments(project, day, now);
  const { left, isCut } = leftOf(project, day, environmentIds);
  const refused = isCut ? `${title}: ${left.join('')}` : null;
  if (environmentIds.length === 0) return { told: `${title}: ${left.join('')}`, refused };
  const { rows, blobs, retries } = await repairDay(storage, { projectId: project.id, day, environmentIds, now });
  const tables = Object.entries(rows).map(([table, count]) => `  ${table.padEnd(22)} ${count} rows`);
  const again = retries === 0 ? '' : `, begun again ${retries} times`;
  const head = `${title}: rebuilt, ${blobs} waiting batches of calls folded${again}`;
  return { told: [head, ...tables, ...left.map((line) => `  ${line}`)].join('\n'), refused };
}

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('db:repair')
    .description('Rebuilds the rollups of a day (UTC) from its calls')
    .requiredOption('--day <day>', 'such as 2026-11-24')
    .option('--project <project>', 'id or slug; all projects unless given')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined });
  const options = program.parse(argv, { from: 'user' }).opts<{ day: string; project?: string }>();
  const day = parseDay(options.day, new Date());
  const url = databaseUrl(process.env);
  const storage = connect({ url, max: 3, applicationName: 'callwatch-repair', onIdleError: () => undefined });
  try {
    const projects = await listRepairableProjects(storage, options.project ?? null);
    if (options.project !== undefined && projects.length === 0) {
      throw new UsageError(`--project: there is no project "${options.project}"`);
    }
    for (const project of projects) {
      const { told, refused } = await repairProject(storage, project, day);
      console.log(told);
      if (refused === null) continue;
      console.error(`db:repair: ${refused}`);
      process.exitCode = 1;
    }
    if (projects.length === 0) console.log('there is no project yet, nothing to rebuild');
  } finally {
    await storage.close();
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const helped = error instanceof CommanderError && error.exitCode === 0;
  if (!helped) {
    console.error(errorLine('db:repair', error));
    process.exitCode = error instanceof CommanderError || error instanceof UsageError ? 2 : 1;
  }
}
