'use client';

import type { KeyboardEvent } from 'react';
import { ApiError, hrefKeeping } from '../../lib/client';
import type { CallFilterColumn, CallItem, LoginOutcome } from '../../lib/shared';
import {
  consumerPage,
  endpointName,
  exactValue,
  formatAccount,
  formatBytes,
  formatLatency,
  formatMoment,
  isOther,
  NO_VALUE,
  shownPath,
} from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { keysAreOn } from '../ui/keys/keys-preference';
import { type Fact, Facts } from '../ui/layout/facts';
import { Sheet } from '../ui/overlay/sheet';
import { EmptyState } from '../ui/state/empty-state';
import { SkeletonBlock } from '../ui/state/skeleton';
import { hrefOfFilter } from './call-filters';
import type { OpenedCall } from './open/use-opened-call';
import { useRowOfOpened } from './open/use-row-of-opened';
import { CallIncidents } from './detail/call-incidents';
import { contentTypeWords } from './content-type-words';
import { markWords } from './mark-words';

type CallDetailProps = {
  opened: OpenedCall;
  /** Path of the calls page and the query that links keep. */
  place: { path: string; kept: string };
  now: number;
  /** Shows the call before or after it in the list; null where there is none. */
  steps?: CallSteps;
};

export interface CallSteps {
  newer: (() => void) | null;
  older: (() => void) | null;
}

const mono = (text: string) => <span className="font-mono text-12">{text}</span>;

/** All that is stored of one call, with links to its endpoint and to the calls that share its caller, consumer or endpoint. */
export function CallDetail({ opened, place, now, steps }: CallDetailProps) {
  const { base } = useProject();
  const { id, call, error, retry, close } = opened;
  const returnTo = useRowOfOpened(id);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (!keysAreOn()) return;
    if (key === '[') steps?.newer?.();
    if (key === ']') steps?.older?.();
  };
  return (
    <Sheet open={id !== null} onOpenChange={(open) => !open && close()} label="Call" side="right" returnTo={returnTo}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of what is inside */}
      <div className="grid gap-4 p-4" onKeyDown={onKeyDown}>
        <div className="flex items-start justify-between gap-3">
          <h2 className="text-14 font-semibold wrap-anywhere">{call ? <Title call={call} /> : 'Call'}</h2>
          <Button size="tall" shortcut="esc" onClick={close}>
            Close
          </Button>
        </div>
        {call && steps ? <Steps {...steps} /> : null}
        {call ? (
          <Facts facts={factsOf(call, { place, now, base })} />
        ) : error ? (
          <Unread error={error} retry={retry} />
        ) : (
          <SkeletonBlock height={HEIGHT_PX} />
        )}
      </div>
    </Sheet>
  );
}

const HEIGHT_PX = 320;

/** By its path where no endpoint of its own was made for it. */
const Title = ({ call }: { call: CallItem }) => (
  <>
    {mono(`${call.method} ${shownPath(isOther(call) ? call.path : call.route)}`)} answered {call.status}
  </>
);

/** A linked call that is gone, or could not be read. */
function Unread({ error, retry }: { error: Error; retry: () => void }) {
  return error instanceof ApiError && error.code === 'not_found' ? (
    <EmptyState title="This call is not kept any more, or never was here." minHeight={HEIGHT_PX} />
  ) : (
    <ReadError title="The call could not be read." onRetry={retry} error={error} minHeight={HEIGHT_PX} />
  );
}

const Steps = ({ newer, older }: CallSteps) => (
  <div className="flex flex-wrap gap-2">
    <Button size="tall" shortcut="[" onClick={() => newer?.()} disabledReason={newer === null && 'the newest here'}>
      Newer call
    </Button>
    <Button size="tall" shortcut="]" onClick={() => older?.()} disabledReason={older === null && 'the oldest here'}>
      Older call
    </Button>
  </div>
);

const both = (value: Fact['value'], link: Fact['value']) => (
  <>
    {value} · {link}
  </>
);

type Around = Pick<CallDetailProps, 'place' | 'now'> & { base: string };

function factsOf(call: CallItem, { place, now, base }: Around): Fact[] {
  const calls = (column: CallFilterColumn, value: string | number, words: string) => (
    <TextLink href={hrefOfFilter(place, { [column]: exactValue(column, value) })}>{words}</TextLink>
  );
  const page = (path: string, words: string) => (
    <TextLink href={hrefKeeping(`${base}${path}`, place.kept)}>{mono(words)}</TextLink>
  );
  return [
    { label: 'Finished', value: `${formatMoment(call.finishedAt, now, 'millisecond')} UTC` },
    { label: 'Latency', value: call.durationMs === null ? 'not measured' : formatLatency(call.durationMs) },
    {
      label: 'Endpoint',
      value: both(
        page(`/endpoints/${call.endpointId}`, endpointName(call)),
        calls('endpoint', call.endpointId, 'its calls'),
      ),
    },
    {
      label: 'Path',
      value: both(mono(shownPath(call.path)), calls('path', call.path, 'calls of this path')),
    },
    { label: 'Status', value: calls('status', call.status, String(call.status)) },
    {
      label: 'Caller',
      value: call.caller ? both(mono(call.caller), calls('caller', call.caller, 'its calls')) : 'not known',
    },
    {
      label: 'Consumer',
      value: call.consumer
        ? both(page(consumerPage(call.consumer), call.consumer), calls('consumer', call.consumer, 'its calls'))
        : 'none',
    },
    {
      label: 'Trace',
      value: call.traceId
        ? both(mono(call.traceId), calls('traceId', call.traceId, 'all calls of this trace'))
        : NO_VALUE,
    },
    { label: 'Incidents', value: <CallIncidents call={call} /> },
    ...moreFactsOf(call, calls),
  ];
}

const OUTCOMES: Record<LoginOutcome, string> = {
  success: 'succeeded',
  failure: 'failed',
  unknown: 'outcome not known',
};

type CallsLink = (column: CallFilterColumn, value: string | number, words: string) => Fact['value'];

/** What the API and the way of the call told beside who called what. */
function moreFactsOf(call: CallItem, calls: CallsLink): Fact[] {
  return [
    { label: 'Client', value: call.userAgent ?? 'not sent' },
    { label: 'Sent', value: formatBytes(call.requestBytes) },
    {
      label: 'Type sent',
      value: call.contentType
        ? calls('contentType', call.contentType, contentTypeWords(call.contentType))
        : contentTypeWords('none'),
    },
    { label: 'Returned', value: formatBytes(call.responseBytes) },
    { label: 'Error', value: call.errorClass ? calls('errorClass', call.errorClass, call.errorClass) : NO_VALUE },
    { label: 'Login', value: call.loginOutcome === null ? 'no attempt' : OUTCOMES[call.loginOutcome] },
    { label: 'Marked', value: markWords(call.marks) },
    {
      label: 'Account',
      value: call.accountHash
        ? both(mono(formatAccount(call.accountHash)), calls('accountHash', call.accountHash, 'its calls'))
        : NO_VALUE,
    },
    { label: 'Environment', value: call.environment },
    { label: 'Call id', value: mono(call.id) },
  ];
}
