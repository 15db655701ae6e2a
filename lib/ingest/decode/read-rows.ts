import { contentTypeOf } from '../../../sdk/src/wire';
import { isTraceId } from '../../shared';
import type { IngestKey } from '../guard/keys';
import type { Draft } from '../pipeline/batch';
import { accountHash } from './account-hash';
import { readAddress } from './address';
import { blankDraft } from './blank-draft';
import { setContentType, setDuration, setEnvironment, setLoginOutcome, setStatus, sizeOf } from './call-facts';
import { CallNames } from './call-names';
import type { Checked } from './checked';
import { isObject } from './json';
import { readMethod } from './method';
import { PROBLEM, type Problem } from './problem';
import type { Row } from './row-fields';
import { checkText, takeText, TEXT } from './text';
import { readTimeUs } from './time';

/** Of the years 2000 to 2100; as milliseconds these are days of January and February 1970. */
const SECONDS = { from: 946_684_800, to: 4_102_444_800 } as const;

/** Null and left out mean the same. */
const given = (value: unknown): boolean => value !== undefined && value !== null;

/** Reads the rows of one batch of plain JSON, one at a time. */
class RowReader {
  private readonly hashes = new Map<string, Buffer>();

  constructor(
    private readonly key: IngestKey,
    private readonly names: CallNames,
  ) {}

  /** Fills a draft with a row, or says why not. */
  fill(draft: Draft, row: Row): Problem | null {
    return (
      this.setTime(draft, row) ??
      setStatus(draft, row.status) ??
      this.setEndpoint(draft, row) ??
      this.setSizes(draft, row) ??
      this.setCaller(draft, row) ??
      this.setNames(draft, row) ??
      this.setLogin(draft, row) ??
      this.setTrace(draft, row) ??
      this.setContentType(draft, row) ??
      (given(row.environment) ? setEnvironment(draft, row.environment, this.key) : null)
    );
  }

  private setTime(draft: Draft, row: Row): Problem | null {
    const { durationMs } = row;
    if (given(durationMs)) {
      if (typeof durationMs !== 'number' || !Number.isFinite(durationMs)) return PROBLEM.duration;
      if (durationMs < 0) return PROBLEM.negativeDuration;
      setDuration(draft, durationMs * 1_000);
    }
    const finished = given(row.finishedAt);
    const time = finished ? row.finishedAt : row.startedAt;
    const us = readTimeUs(time);
    if (us === null) return PROBLEM.time;
    if (typeof time === 'number' && time > SECONDS.from && time < SECONDS.to) return PROBLEM.seconds;
    const lasted = typeof durationMs === 'number' && !finished ? Math.round(durationMs * 1_000) : 0;
    draft.finishedAtUs = us + lasted;
    return null;
  }

  private setEndpoint(draft: Draft, row: Row): Problem | null {
    const method = readMethod(row.method);
    if (method < 0) return PROBLEM.method;
    const route = given(row.route) ? checkText(row.route, TEXT.route) : null;
    const path = given(row.path) ? checkText(row.path, TEXT.path) : null;
    if (route !== null && typeof route !== 'string') return route;
    if (path !== null && typeof path !== 'string') return path;
    return this.names.setEndpoint(draft, { method, route, path });
  }

  private setSizes(draft: Draft, row: Row): Problem | null {
    const sent = given(row.requestBytes) ? sizeOf(row.requestBytes) : 0;
    const answered = given(row.responseBytes) ? sizeOf(row.responseBytes) : 0;
    if (sent === null || answered === null) return PROBLEM.bytes;
    draft.requestBytes = sent;
    draft.responseBytes = answered;
    return null;
  }

  private setCaller(draft: Draft, row: Row): Problem | null {
    if (!given(row.ip)) return null;
    draft.caller = readAddress(row.ip);
    return draft.caller === null ? PROBLEM.address : null;
  }

  private setNames(draft: Draft, row: Row): Problem | null {
    const { consumers, userAgents } = this.names;
    return (
      takeText(row.consumer, TEXT.consumer, (text) => (draft.consumerSlot = consumers.slot(text))) ??
      takeText(row.userAgent, TEXT.userAgent, (text) => (draft.userAgentSlot = userAgents.slot(text)))
    );
  }

  private setLogin(draft: Draft, row: Row): Problem | null {
    const wrong = given(row.loginOutcome) ? setLoginOutcome(draft, row.loginOutcome) : null;
    return wrong ?? takeText(row.account, TEXT.account, (text) => (draft.accountHash = this.hash(text)));
  }

  private setTrace(draft: Draft, { traceId }: Row): Problem | null {
    if (!given(traceId)) return null;
    if (typeof traceId !== 'string' || !isTraceId(traceId)) return PROBLEM.trace;
    draft.traceId = Buffer.from(traceId, 'hex');
    return null;
  }

  private setContentType(draft: Draft, { contentType }: Row): Problem | null {
    if (!given(contentType)) return null;
    return typeof contentType === 'string' ? setContentType(draft, contentTypeOf(contentType)) : PROBLEM.contentType;
  }

  private hash(account: string): Buffer {
    const known = this.hashes.get(account) ?? accountHash(this.key.accountKey, account);
    this.hashes.set(account, known);
    return known;
  }
}

/** Checks every row: the good ones become drafts, the others rejections. */
export function readRows(rows: readonly unknown[], key: IngestKey): Checked {
  const names = new CallNames();
  const reader = new RowReader(key, names);
  const checked: Checked = { drafts: [], rejected: [], names: names.names };
  for (const [index, row] of rows.entries()) {
    const draft = blankDraft(index, key);
    const wrong = isObject(row) ? reader.fill(draft, row) : PROBLEM.call;
    if (wrong === null) checked.drafts.push(draft);
    else checked.rejected.push({ index, code: wrong.code, message: wrong.message });
  }
  return checked;
}
