import { LOGIN, MARK } from '../../../sdk/src/wire';
import { foldPath } from '../../formats';
import { FLAG, TRAIT } from '../../shared';
import type { IngestKey } from '../guard/keys';
import type { Draft, EndpointSlot } from '../pipeline/batch';
import { blankDraft } from './blank-draft';
import { setContentType, setDuration, setStatus, sizeOf } from './call-facts';
import type { Columns } from './columns';
import { readColumnDictionaries, type ColumnDictionaries } from './column-dictionaries';
import type { Checked } from './checked';
import { indexAt, problemAt } from './dictionary';
import { methodName } from './method';
import { INT_MAX, PROBLEM, type Problem } from './problem';
import { TEXT } from './text';

const LATEST_MS = 8.64e15;

/** Reads the calls of one columnar batch, one at a time. */
class ColumnReader {
  readonly endpoints: EndpointSlot[] = [];
  private readonly slots = new Map<number, number>();
  private readonly foldedSlots = new Map<string, number>();
  /** Most batches have none of these columns: 5 % of the time of a call saved. */
  private readonly hasRare: boolean;

  constructor(
    private readonly columns: Columns['columns'],
    private readonly dict: ColumnDictionaries,
  ) {
    const { account, trace, error, environment, retryAfter } = columns;
    this.hasRare = [account, trace, error, environment, retryAfter].some((column) => column !== null);
  }

  /** Fills a draft with call `at` of the batch, or says why not. */
  fill(draft: Draft, at: number): Problem | null {
    return (
      this.setTime(draft, at) ??
      setStatus(draft, this.columns.status[at]) ??
      this.setEndpoint(draft, at) ??
      this.setPath(draft, at) ??
      this.setSizes(draft, at) ??
      this.setCaller(draft, at) ??
      this.setNames(draft, at) ??
      this.setMarks(draft, at) ??
      (this.hasRare ? this.setRare(draft, at) : null)
    );
  }

  private setTime(draft: Draft, at: number): Problem | null {
    const startedAtMs = this.columns.startedAtMs[at];
    const us = this.columns.durationUs[at];
    if (typeof us !== 'number' || !Number.isFinite(us)) return PROBLEM.duration;
    if (us < 0 && us !== -1) return PROBLEM.negativeDuration;
    if (typeof startedAtMs !== 'number' || !(Math.abs(startedAtMs) <= LATEST_MS)) return PROBLEM.time;
    setDuration(draft, us);
    draft.finishedAtUs = Math.round(startedAtMs * 1_000 + (us > 0 ? us : 0));
    return null;
  }

  private setEndpoint(draft: Draft, at: number): Problem | null {
    const { methods, routes } = this.dict;
    const method = indexAt(this.columns.method, at, methods.values.length);
    const route = indexAt(this.columns.route, at, routes.values.length);
    if (method === -1) return PROBLEM.method;
    const wrong = problemAt(methods, method) ?? problemAt(routes, route);
    if (wrong) return wrong;
    draft.traits |= methods.values[method] ?? 0;
    if (route === -1) return null;
    const pair = method * routes.values.length + route;
    const known = this.slots.get(pair);
    draft.endpointSlot = known ?? this.addEndpoint(pair, methods.values[method] ?? 0, routes.values[route] ?? '/');
    return null;
  }

  private addEndpoint(pair: number, method: number, route: string): number {
    const slot = this.endpoints.push({ method: methodName(method), route, declared: true }) - 1;
    this.slots.set(pair, slot);
    return slot;
  }

  private setPath(draft: Draft, at: number): Problem | null {
    const { paths, routes } = this.dict;
    const index = indexAt(this.columns.path, at, paths.values.length);
    if (index === -1) return null;
    const wrong = problemAt(paths, index);
    if (wrong) return wrong;
    const path = paths.values[index] ?? null;
    const route = this.columns.route[at];
    draft.path = typeof route === 'number' && path === routes.values[route] ? null : path;
    return null;
  }

  private setSizes(draft: Draft, at: number): Problem | null {
    const { requestBytes, responseBytes } = this.columns;
    const sent = requestBytes === null ? 0 : sizeOf(requestBytes[at]);
    const answered = responseBytes === null ? 0 : sizeOf(responseBytes[at]);
    if (sent === null || answered === null) return PROBLEM.bytes;
    draft.requestBytes = sent;
    draft.responseBytes = answered;
    return null;
  }

  private setCaller(draft: Draft, at: number): Problem | null {
    const { callers } = this.dict;
    const index = indexAt(this.columns.caller, at, callers.values.length);
    if (index === -1) return null;
    draft.caller = callers.values[index] ?? null;
    return problemAt(callers, index);
  }

  private setNames(draft: Draft, at: number): Problem | null {
    const { consumers, userAgents } = this.dict;
    const consumer = indexAt(this.columns.consumer, at, consumers.values.length);
    const userAgent = indexAt(this.columns.userAgent, at, userAgents.values.length);
    draft.consumerSlot = consumers.values[consumer] ? consumer : -1; // an empty name is none
    draft.userAgentSlot = userAgents.values[userAgent] ? userAgent : -1;
    return problemAt(consumers, consumer) ?? problemAt(userAgents, userAgent);
  }

  private setMarks(draft: Draft, at: number): Problem | null {
    const login = this.columns.login?.[at] ?? LOGIN.none;
    const marks = this.columns.marks?.[at] ?? 0;
    if (typeof login !== 'number' || !Number.isInteger(login) || login < 0 || login > FLAG.loginMask)
      return PROBLEM.login;
    if (typeof marks !== 'number' || !Number.isInteger(marks) || marks < 0) return PROBLEM.marks;
    draft.flags |= login;
    if (marks & MARK.otp) draft.flags |= FLAG.otp;
    if (marks & MARK.passwordReset) draft.flags |= FLAG.passwordReset;
    if (marks & MARK.enforced) draft.flags |= FLAG.enforced;
    if (marks & MARK.aborted) draft.traits |= TRAIT.aborted;
    if (marks & MARK.streaming) draft.traits |= TRAIT.streaming;
    if (marks & MARK.unrouted) this.foldEndpoint(draft, at);
    const { contentType } = this.columns;
    return contentType === null ? null : setContentType(draft, contentType[at]);
  }

  /** A sender that knows no routes leaves the template to the shape of the path, as plain rows do. */
  private foldEndpoint(draft: Draft, at: number): void {
    if (draft.endpointSlot >= 0 || draft.path === null || !draft.path.startsWith('/')) return;
    const { methods } = this.dict;
    const method = methodName(methods.values[indexAt(this.columns.method, at, methods.values.length)] ?? 0);
    const route = foldPath(draft.path);
    if (route.length > TEXT.route.max) return;
    const name = `${method} ${route}`;
    const slot = this.foldedSlots.get(name) ?? this.endpoints.push({ method, route, declared: false }) - 1;
    this.foldedSlots.set(name, slot);
    draft.endpointSlot = slot;
    if (draft.path === route) draft.path = null;
  }

  private setRare(draft: Draft, at: number): Problem | null {
    const { accounts, traces, errors, environments } = this.dict;
    const account = indexAt(this.columns.account, at, accounts.values.length);
    const trace = indexAt(this.columns.trace, at, traces.values.length);
    const error = indexAt(this.columns.error, at, errors.values.length);
    const environment = indexAt(this.columns.environment, at, environments.values.length);
    draft.accountHash = accounts.values[account] ?? null;
    draft.traceId = traces.values[trace] ?? null;
    draft.attrs = errors.values[error] ?? null;
    draft.environmentId = environments.values[environment] ?? draft.environmentId;
    const retryAfter = this.columns.retryAfter?.[at] ?? -1;
    if (typeof retryAfter !== 'number' || !(retryAfter >= -1)) return PROBLEM.retryAfter;
    draft.retryAfterSeconds = Math.min(INT_MAX, Math.round(retryAfter));
    return (
      problemAt(accounts, account) ??
      problemAt(traces, trace) ??
      problemAt(errors, error) ??
      problemAt(environments, environment)
    );
  }
}

/** Checks every call of a columnar batch: the good ones become drafts, the others rejections. */
export function readColumns({ count, columns, dict: lists }: Columns, key: IngestKey): Checked {
  const dict = readColumnDictionaries(lists, key);
  const reader = new ColumnReader(columns, dict);
  const checked: Checked = {
    drafts: [],
    rejected: [],
    names: {
      endpoints: reader.endpoints,
      consumers: dict.consumers.values.map((name) => name ?? ''),
      userAgents: dict.userAgents.values.map((name) => name ?? ''),
    },
  };
  for (let index = 0; index < count; index += 1) {
    const draft = blankDraft(index, key);
    const wrong = reader.fill(draft, index);
    if (wrong === null) checked.drafts.push(draft);
    else checked.rejected.push({ index, code: wrong.code, message: wrong.message });
  }
  return checked;
}
