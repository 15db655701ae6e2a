'use client';

import { hrefKeeping } from '../../lib/client';
import type { CallItem } from '../../lib/shared';
import { formatAccount, formatBytes, formatLatency, formatMoment, NO_VALUE } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { type Fact, Facts } from '../ui/layout/facts';
import { Sheet } from '../ui/overlay/sheet';
import { type CallFilters, hrefOfFilter } from './call-filters';
import { markWords } from './mark-words';

type CallDetailProps = {
  call: CallItem | null;
  onClose: () => void;
  /** Path of the calls page and the query that links keep. */
  place: { path: string; kept: string };
  now: number;
};

const mono = (text: string) => <span className="font-mono text-12">{text}</span>;

/** All that is stored of one call, with links to its endpoint and to the calls that share its caller, consumer or endpoint. */
export function CallDetail({ call, onClose, place, now }: CallDetailProps) {
  const { base } = useProject();
  return (
    <Sheet open={call !== null} onOpenChange={(open) => !open && onClose()} label="Call" side="right">
      {call ? (
        <div className="grid gap-4 p-4">
          <div className="flex items-start justify-between gap-3">
            <h2 className="text-14 font-semibold wrap-anywhere">
              {mono(`${call.method} ${call.route}`)} answered {call.status}
            </h2>
            <Button size="touch" shortcut="esc" onClick={onClose}>
              Close
            </Button>
          </div>
          <Facts facts={factsOf(call, { place, now, base })} />
        </div>
      ) : null}
    </Sheet>
  );
}

type Around = Pick<CallDetailProps, 'place' | 'now'> & { base: string };

function factsOf(call: CallItem, { place, now, base }: Around): Fact[] {
  const link = (filter: Partial<CallFilters>, text: string) => (
    <TextLink href={hrefOfFilter(place, filter)}>{mono(text)}</TextLink>
  );
  return [
    { label: 'Finished', value: `${formatMoment(call.finishedAt, now, 'millisecond')} UTC` },
    { label: 'Latency', value: call.durationMs === null ? 'not measured' : formatLatency(call.durationMs) },
    {
      label: 'Endpoint',
      value: (
        <>
          <TextLink href={hrefKeeping(`${base}/endpoints/${call.endpointId}`, place.kept)}>
            {mono(`${call.method} ${call.route}`)}
          </TextLink>{' '}
          · <TextLink href={hrefOfFilter(place, { endpoint: String(call.endpointId) })}>its calls</TextLink>
        </>
      ),
    },
    { label: 'Path', value: mono(call.path) },
    { label: 'Status', value: link({ status: String(call.status) }, String(call.status)) },
    { label: 'Caller', value: call.caller ? link({ caller: call.caller }, call.caller) : 'not known' },
    { label: 'Consumer', value: call.consumer ? link({ consumer: call.consumer }, call.consumer) : 'none' },
    { label: 'Client', value: call.userAgent ?? 'not sent' },
    { label: 'Sent', value: formatBytes(call.requestBytes) },
    { label: 'Returned', value: formatBytes(call.responseBytes) },
    { label: 'Login', value: call.loginOutcome ?? 'no login attempt' },
    { label: 'Marked', value: markWords(call.marks) },
    { label: 'Account', value: call.accountHash ? mono(formatAccount(call.accountHash)) : NO_VALUE },
    { label: 'Trace', value: call.traceId ? mono(call.traceId) : NO_VALUE },
    { label: 'Environment', value: call.environment },
    { label: 'Call id', value: mono(call.id) },
  ];
}
