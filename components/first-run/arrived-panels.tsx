import type { CallItem } from '../../lib/shared';
import {
  countOf,
  formatAccount,
  formatBytes,
  formatLatency,
  formatMoment,
  formatTime,
  isOther,
  NO_VALUE,
  shownPath,
} from '../../lib/shared';
import { StatusCode } from '../calls/status-code';
import { type Fact, Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';
import { StateLabel } from '../ui/state/state-label';

const SHOWN = 7;
const mono = (text: string) => <span className="font-mono text-12">{text}</span>;

/** Where a call went: its path where no endpoint of its own was made for it. */
const routeOf = (call: CallItem): string => shownPath(isOther(call) ? call.path : call.route);

/** All that the server knows of the call that ended the wait. */
export function ReceivedCall({ call, title }: { call: CallItem; title: string }) {
  return (
    <Panel title={title} divided end={<StateLabel state="healthy">Received</StateLabel>}>
      <p className="mb-2 font-mono text-12 wrap-anywhere">
        <span className="mr-3 text-ink-3">{call.method}</span>
        {routeOf(call)}
      </p>
      <Facts facts={factsOf(call)} />
    </Panel>
  );
}

const factsOf = (call: CallItem): Fact[] => [
  { label: 'Status', value: call.status },
  { label: 'Latency', value: call.durationMs === null ? 'not measured' : formatLatency(call.durationMs) },
  { label: 'Size', value: `${formatBytes(call.responseBytes)} returned` },
  { label: 'Caller', value: call.caller ? mono(call.caller) : 'not known' },
  { label: 'Consumer', value: call.consumer ?? 'none' },
  { label: 'Account', value: call.accountHash ? mono(formatAccount(call.accountHash)) : NO_VALUE },
  { label: 'Environment', value: call.environment },
  { label: 'Finished', value: `${formatTime(call.finishedAt, 'millisecond')} UTC` },
];

/** The newest calls, as they come. */
export function ArrivingNow({ calls, now }: { calls: readonly CallItem[]; now: number }) {
  const endpoints = new Set(calls.map(({ method, route }) => `${method} ${route}`)).size;
  const counts = `${countOf(calls.length, 'call')}, ${countOf(endpoints, 'endpoint')}`;
  return (
    <Panel title="Arriving now" end={counts} divided flush>
      <ol>
        {calls.slice(0, SHOWN).map((call) => (
          <li
            key={call.id}
            className="flex h-7 items-center gap-4 border-b border-line px-4 text-12 last:border-b-0 first:bg-selected first:shadow-[inset_2px_0_0_var(--accent)]"
          >
            <time className="w-13 shrink-0 text-ink-3">{formatMoment(call.finishedAt, now)}</time>
            <span className="min-w-0 flex-1 truncate font-mono">
              <span className="mr-2 text-ink-3">{call.method}</span>
              {routeOf(call)}
            </span>
            <StatusCode status={call.status} />
            <span className="w-14 shrink-0 text-right">{formatLatency(call.durationMs)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
