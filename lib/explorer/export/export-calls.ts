import { z } from 'zod';
import { requirePermission, requireProject } from '../../access';
import type { Context, ContextProject } from '../../access';
import { callItems, callRangeParams, callScope, getCallHistogram, readCallPage, withWanted } from '../../analytics';
import type { CallPage, CallPageQuery } from '../../analytics';
import { appendAudit } from '../../audit';
import { AppError, CALL_FILTER_COLUMNS, EXPORT_FORMATS } from '../../shared';
import type { CallHistogramAnswer, CallItem } from '../../shared';
import type { CallCursor } from '../../storage';
import { csvHead, csvLine } from './csv';
import { takeExportSlot } from './export-slots';
import { streamOf } from './stream-of';

/** Calls that are read at once: some megabyte of text, and a connection for some tens of milliseconds. */
const PAGE_CALLS = 2_000;

export const exportCallsInput = z
  .object({
    ...callRangeParams,
    format: z.enum(EXPORT_FORMATS, { error: `must be ${EXPORT_FORMATS.join(' or ')}` }),
  })
  .transform(withWanted);
export type ExportCallsInput = z.output<typeof exportCallsInput>;

/** What an export is, before any of it is read. */
export interface ExportHead {
  contentType: string;
  fileName: string;
  /** Calls that matched when it began; when not all could be counted in time, at least so many. */
  calls: number;
  allCounted: boolean;
}

export interface CallExport extends ExportHead {
  body: ReadableStream<Uint8Array>;
}

const CONTENT_TYPE = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson; charset=utf-8' } as const;

const jsonLine = (call: CallItem): string => `${JSON.stringify(call)}\n`;
const LINE = { csv: csvLine, ndjson: jsonLine } as const;

interface Wanted {
  input: ExportCallsInput;
  /** Whom the export is for, as they are by now. Throws when it is nobody any more. */
  again(): Promise<Context>;
}

interface Asked extends Wanted {
  project: ContextProject;
}

/**
 * Each page is read in a snapshot of its own, so that no connection waits for whoever reads the answer; before it whether they still
 * may: a reader takes as long as he likes.
 */
async function* partsOf(ctx: Context, { project, input, again }: Asked): AsyncGenerator<string> {
  const line = LINE[input.format];
  if (input.format === 'csv') yield csvHead();
  let cursor: CallCursor | null = null;
  do {
    requirePermission(await again(), 'project:read', input.projectId);
    const query: CallPageQuery = { ...input, limit: PAGE_CALLS, ...(cursor && { cursor }) };
    const { rows, next }: CallPage = await readCallPage(ctx, project, { query });
    if (rows.length > 0) yield (await callItems(ctx.storage, project, rows)).map(line).join('');
    cursor = next;
  } while (cursor !== null);
}

const stamp = (at: Date): string => at.toISOString().slice(0, 16).replaceAll(':', '');

const fileNameOf = (project: ContextProject, input: ExportCallsInput): string =>
  `${project.slug}-calls-${stamp(input.from)}-${stamp(input.to)}.${input.format}`;

/** What was exported, by the names of the filters alone: their values may be somebody's address. */
async function writeDown(ctx: Context, { project, input }: Asked): Promise<void> {
  const columns = CALL_FILTER_COLUMNS.filter((column) => input.terms[column] !== undefined);
  const filters = [...columns, ...(input.environments.length > 0 ? ['environment'] : [])].join(' ');
  const data = { format: input.format, from: input.from.toISOString(), to: input.to.toISOString(), filters };
  await ctx.storage.transaction((tx) =>
    appendAudit(tx, ctx, { action: 'calls.exported', projectId: project.id, data }),
  );
}

/** What a file of all calls that match would be: none is begun, so nothing is held or written down. Throws `invalid`. */
export async function describeExport(ctx: Context, input: ExportCallsInput): Promise<ExportHead> {
  requirePermission(ctx, 'project:read', input.projectId);
  if (input.from >= input.to) throw new AppError('invalid', 'to: must lie after from', { field: 'to' });
  const project = requireProject(ctx);
  const { total, searchedBackTo } = await countKept(ctx, project, input);
  return {
    contentType: CONTENT_TYPE[input.format],
    fileName: fileNameOf(project, input),
    calls: total,
    allCounted: searchedBackTo === null,
  };
}

/**
 * Sums are kept longer than calls: those of before are in no file. Where calls were deleted that would be kept by now, those that were
 * stored since are counted one by one.
 */
async function countKept(
  ctx: Context,
  project: ContextProject,
  input: ExportCallsInput,
): Promise<Pick<CallHistogramAnswer, 'total' | 'searchedBackTo'>> {
  const { rawSinceMs, wholeSinceMs } = callScope(ctx, project, input);
  const between = (sinceMs: number, untilMs: number) => ({
    ...input,
    from: new Date(Math.max(input.from.getTime(), sinceMs)),
    to: new Date(Math.min(input.to.getTime(), untilMs)),
  });
  const whole = between(wholeSinceMs, Number.POSITIVE_INFINITY);
  const rest = between(rawSinceMs, wholeSinceMs);
  const late = whole.from < whole.to ? await getCallHistogram(ctx, whole) : NONE;
  const early = rest.from < rest.to ? await getCallHistogram(ctx, rest, { amongCalls: true }) : NONE;
  return { total: late.total + early.total, searchedBackTo: late.searchedBackTo ?? early.searchedBackTo };
}

const NONE = { total: 0, searchedBackTo: null };

/**
 * All calls that match as a file, the newest first; it breaks off when its reader may not read them any more. Throws `invalid`, and
 * `rate_limited` beyond two at a time.
 */
export async function exportCalls(ctx: Context, { input, again }: Wanted): Promise<CallExport> {
  requirePermission(ctx, 'project:read', input.projectId);
  const asked = { project: requireProject(ctx), input, again };
  const onEnd = takeExportSlot(ctx.storage, `${ctx.actor.kind}/${ctx.actor.id}`);
  try {
    const head = await describeExport(ctx, input);
    await writeDown(ctx, asked);
    return { ...head, body: streamOf({ parts: partsOf(ctx, asked), onEnd }) };
  } catch (error) {
    onEnd();
    throw error;
  }
}
