import { foldPath } from '../../formats';
import { LOGIN_OUTCOMES } from '../../shared';
import type { IngestKey } from '../guard/keys';
import type { Draft, EndpointSlot } from '../pipeline/batch';
import { accountHash } from './account-hash';
import { readAddress } from './address';
import { blankDraft } from './blank-draft';
import { setDuration, setStatus, sizeOf } from './call-facts';
import type { Checked } from './checked';
import { isObject, type JsonObject } from './json';
import { methodName, readMethod } from './method';
import { PROBLEM, type Problem } from './problem';
import { checkText, TEXT, type TextField } from './text';
import { readTimeUs } from './time';

/** Null and left out mean the same. */
const given = (value: unknown): boolean => value !== undefined && value !== null;

/** Gives each distinct text a slot. */
class Slots {
  readonly texts: string[] = [];
  private readonly known = new Map<string, number>();

  slot(text: string): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    this.known.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

/** Reads the rows of one batch of plain JSON, one at a time. */
class RowReader {
  readonly endpoints: EndpointSlot[] = [];
  readonly consumers = new Slots();
  readonly userAgents = new Slots();
  private readonly endpointSlots = new Map<string, number>();
  private readonly hashes = new Map<string, Buffer>();

  constructor(private readonly key: IngestKey) {}

  /** Fills a draft with a row, or says why not. */
  fill(draft: Draft, row: JsonObject): Problem | null {
    return (
      this.setTime(draft, row) ??
      setStatus(draft, row.status) ??
      this.setEndpoint(draft, row) ??
      this.setSizes(draft, row) ??
      this.setCaller(draft, row) ??
      this.setConsumer(draft, row) ??
      this.setUserAgent(draft, row) ??
      this.setLogin(draft, row) ??
      this.setEnvironment(draft, row)
    );
  }

  private setTime(draft: Draft, row: JsonObject): Problem | null {
    const { durationMs } = row;
    if (given(durationMs)) {
      if (typeof durationMs !== 'number' || !Number.isFinite(durationMs)) return PROBLEM.duration;
      if (durationMs < 0) return PROBLEM.negativeDuration;
      setDuration(draft, durationMs * 1_000);
    }
    const finished = given(row.finishedAt);
    const us = readTimeUs(finished ? row.finishedAt : row.startedAt);
    if (us === null) return PROBLEM.time;
    const lasted = typeof durationMs === 'number' && !finished ? Math.round(durationMs * 1_000) : 0;
    draft.finishedAtUs = us + lasted;
    return null;
  }

  private setEndpoint(draft: Draft, row: JsonObject): Problem | null {
    const method = readMethod(row.method);
    if (method < 0) return PROBLEM.method;
    draft.traits |= method;
    const route = given(row.route) ? checkText(row.route, TEXT.route) : null;
    const path = given(row.path) ? checkText(row.path, TEXT.path) : null;
    if (route !== null && typeof route !== 'string') return route;
    if (path !== null && typeof path !== 'string') return path;
    const shown = path === null ? null : path.replace(/[?#].*$/s, ''); // values of a query may be secrets
    const name = route ?? (shown === null ? null : foldPath(shown));
    if (name === null || !(route ?? shown ?? '').startsWith('/')) return PROBLEM.noRoute;
    if (name.length > TEXT.route.max) return TEXT.route.tooLong;
    draft.path = shown === name ? null : shown;
    draft.endpointSlot = this.endpointSlot({
      method: methodName(method),
      route: name,
      declared: route !== null,
      answered: false,
    });
    const slot = this.endpoints[draft.endpointSlot];
    if (slot && draft.status !== 404 && draft.status !== 405) slot.answered = true;
    return null;
  }

  private endpointSlot(endpoint: EndpointSlot): number {
    const name = `${endpoint.method} ${endpoint.route}`;
    const known = this.endpointSlots.get(name);
    const slot = known ?? this.endpoints.push(endpoint) - 1;
    this.endpointSlots.set(name, slot);
    const entry = this.endpoints[slot];
    if (entry && endpoint.declared) entry.declared = true;
    return slot;
  }

  private setSizes(draft: Draft, row: JsonObject): Problem | null {
    const sent = given(row.requestBytes) ? sizeOf(row.requestBytes) : 0;
    const answered = given(row.responseBytes) ? sizeOf(row.responseBytes) : 0;
    if (sent === null || answered === null) return PROBLEM.bytes;
    draft.requestBytes = sent;
    draft.responseBytes = answered;
    return null;
  }

  private setCaller(draft: Draft, row: JsonObject): Problem | null {
    if (!given(row.ip)) return null;
    draft.caller = readAddress(row.ip);
    return draft.caller === null ? PROBLEM.address : null;
  }

  private setConsumer(draft: Draft, row: JsonObject): Problem | null {
    return this.setText(row.consumer, TEXT.consumer, (text) => (draft.consumerSlot = this.consumers.slot(text)));
  }

  private setUserAgent(draft: Draft, row: JsonObject): Problem | null {
    return this.setText(row.userAgent, TEXT.userAgent, (text) => (draft.userAgentSlot = this.userAgents.slot(text)));
  }

  private setLogin(draft: Draft, row: JsonObject): Problem | null {
    if (given(row.loginOutcome)) {
      const outcome = LOGIN_OUTCOMES.findIndex((known) => known === row.loginOutcome);
      if (outcome < 0) return PROBLEM.login;
      draft.flags |= outcome + 1;
    }
    return this.setText(row.account, TEXT.account, (text) => (draft.accountHash = this.hash(text)));
  }

  private hash(account: string): Buffer {
    const known = this.hashes.get(account) ?? accountHash(this.key.accountKey, account);
    this.hashes.set(account, known);
    return known;
  }

  private setEnvironment(draft: Draft, row: JsonObject): Problem | null {
    if (!given(row.environment)) return null;
    const environment = typeof row.environment === 'string' ? this.key.environments.get(row.environment) : undefined;
    if (!environment) return PROBLEM.environment;
    draft.environmentId = environment.id;
    return null;
  }

  private setText(value: unknown, field: TextField, set: (text: string) => void): Problem | null {
    if (!given(value) || value === '') return null;
    const text = checkText(value, field);
    if (typeof text !== 'string') return text;
    set(text);
    return null;
  }
}

/** Checks every row: the good ones become drafts, the others rejections. */
export function readRows(rows: readonly unknown[], key: IngestKey): Checked {
  const reader = new RowReader(key);
  const checked: Checked = {
    drafts: [],
    rejected: [],
    names: { endpoints: reader.endpoints, consumers: reader.consumers.texts, userAgents: reader.userAgents.texts },
  };
  for (const [index, row] of rows.entries()) {
    const draft = blankDraft(index, key);
    const wrong = isObject(row) ? reader.fill(draft, row) : PROBLEM.call;
    if (wrong === null) checked.drafts.push(draft);
    else checked.rejected.push({ index, code: wrong.code, message: wrong.message });
  }
  return checked;
}
