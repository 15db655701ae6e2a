import { contentTypeOf } from '../../../../sdk/src/wire';
import { isAccountHash } from '../../../shared';
import type { IngestKey } from '../../guard/keys';
import type { Draft } from '../../pipeline/batch';
import { blankDraft } from '../blank-draft';
import { setContentType, setDuration, setEnvironment, setLoginOutcome, setStatus, sizeOf } from '../call-facts';
import { CallNames } from '../call-names';
import type { Checked } from '../checked';
import { readMethod } from '../method';
import { problem, PROBLEM, type Problem } from '../problem';
import { checkText, mend, takeText, TEXT } from '../text';
import { callerOf } from './caller';
import { pathOf, routeOf } from './http-target';
import { firstOf, NAMES, type Attributes, type AttributeValue, type ServerSpan } from './server-span';

const SPAN_PROBLEM = {
  time: problem('invalid_time', 'a span needs a start and an end'),
  status: problem(
    'invalid_status',
    'a span needs http.response.status_code or http.status_code, from 100 to 599, unless its status is ERROR',
  ),
  route: problem('invalid_route', 'a span needs http.route, url.path, http.target or http.url'),
  environment: problem(
    'unknown_environment',
    'the project has no environment that is called as deployment.environment.name says',
  ),
} as const;

/** What a server that failed before it could answer is taken to have answered. */
const SERVER_ERROR = 500;
const OTHER = 0;
const CODE = /^\d+$/;

const textOf = (value: AttributeValue | undefined): string | undefined =>
  typeof value === 'number' ? String(value) : value;

/** Some senders write numbers as texts. */
const numberOf = (value: AttributeValue | undefined): number | undefined =>
  typeof value === 'string' && CODE.test(value) ? Number(value) : typeof value === 'number' ? value : undefined;

function setTime(draft: Draft, { startUs, endUs }: ServerSpan): Problem | null {
  if (startUs === 0 || endUs === 0) return SPAN_PROBLEM.time;
  if (endUs < startUs) return PROBLEM.negativeDuration;
  draft.finishedAtUs = endUs;
  setDuration(draft, endUs - startUs);
  return null;
}

/** The conventions set ERROR on the span of a server when it is the server that failed; some write a code that is none, such as 0. */
function setSpanStatus(draft: Draft, { attributes, failed }: ServerSpan): Problem | null {
  if (setStatus(draft, numberOf(firstOf(attributes, NAMES.status))) === null) return null;
  return failed ? setStatus(draft, SERVER_ERROR) : SPAN_PROBLEM.status;
}

/** A size that is none is not worth a call. */
const bytesOf = (attributes: Attributes, names: readonly string[]): number =>
  sizeOf(numberOf(firstOf(attributes, names))) ?? 0;

/** The class of an exception; the conventions also write status codes there. */
function errorOf(attributes: Attributes): string | null {
  const error = checkText(firstOf(attributes, NAMES.error), TEXT.error);
  return typeof error !== 'string' || error === '' || CODE.test(error) ? null : JSON.stringify({ error });
}

function setLogin(draft: Draft, attributes: Attributes): Problem | null {
  const outcome = firstOf(attributes, NAMES.login);
  const account = firstOf(attributes, NAMES.account);
  if (account !== undefined) {
    if (typeof account !== 'string' || !isAccountHash(account)) return PROBLEM.hash;
    draft.accountHash = Buffer.from(account, 'hex');
  }
  return outcome === undefined ? null : setLoginOutcome(draft, outcome);
}

/** Reads the spans of one export, one at a time. */
class SpanReader {
  constructor(
    private readonly key: IngestKey,
    private readonly names: CallNames,
  ) {}

  /** Fills a draft with the call of a span, or says why not. */
  fill(draft: Draft, span: ServerSpan): Problem | null {
    const { attributes } = span;
    draft.traceId = span.traceId;
    draft.caller = callerOf(attributes);
    draft.attrs = errorOf(attributes);
    draft.requestBytes = bytesOf(attributes, NAMES.requestBytes);
    draft.responseBytes = bytesOf(attributes, NAMES.responseBytes);
    return (
      setTime(draft, span) ??
      setSpanStatus(draft, span) ??
      this.setEndpoint(draft, attributes) ??
      this.setNames(draft, attributes) ??
      setLogin(draft, attributes) ??
      setContentType(draft, contentTypeOf(textOf(firstOf(attributes, NAMES.contentType)))) ??
      this.setEnvironment(draft, span)
    );
  }

  /** Methods that are none count as `OTHER`: what a scanner makes up must not make its call vanish. */
  private setEndpoint(draft: Draft, attributes: Attributes): Problem | null {
    const verb = firstOf(attributes, NAMES.method);
    const method = Math.max(OTHER, readMethod(verb));
    const named = routeOf(firstOf(attributes, NAMES.route));
    const asked = mend(pathOf(firstOf(attributes, NAMES.target), verb), TEXT.path);
    const route = named === null ? null : checkText(named, TEXT.route);
    const path = asked === null ? null : checkText(asked, TEXT.path);
    if (route !== null && typeof route !== 'string') return route;
    if (path !== null && typeof path !== 'string') return path;
    if (route === null && path === null) return SPAN_PROBLEM.route;
    return this.names.setEndpoint(draft, { method, route, path });
  }

  /** A consumer that cannot be stored is none: a part of its name may be somebody else's. */
  private setNames(draft: Draft, attributes: Attributes): Problem | null {
    const { consumers, userAgents } = this.names;
    const consumer = textOf(firstOf(attributes, NAMES.consumer));
    const userAgent = mend(textOf(firstOf(attributes, NAMES.userAgent)) ?? null, TEXT.userAgent);
    takeText(consumer, TEXT.consumer, (text) => (draft.consumerSlot = consumers.slot(text)));
    return takeText(userAgent, TEXT.userAgent, (text) => (draft.userAgentSlot = userAgents.slot(text)));
  }

  private setEnvironment(draft: Draft, { resource }: ServerSpan): Problem | null {
    const name = textOf(firstOf(resource.attributes, NAMES.environment));
    if (name === undefined || name === '') return null;
    return setEnvironment(draft, name.toLowerCase(), this.key) && SPAN_PROBLEM.environment;
  }
}

/** Checks the spans of an export: the good ones become drafts, the others rejections. */
export function readSpans(spans: readonly ServerSpan[], key: IngestKey): Checked {
  const names = new CallNames();
  const reader = new SpanReader(key, names);
  const checked: Checked = { drafts: [], rejected: [], names: names.names };
  for (const [index, span] of spans.entries()) {
    const draft = blankDraft(index, key);
    const wrong = reader.fill(draft, span);
    if (wrong === null) checked.drafts.push(draft);
    else checked.rejected.push({ index, code: wrong.code, message: wrong.message });
  }
  return checked;
}
