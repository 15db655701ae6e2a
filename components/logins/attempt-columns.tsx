import type { CallItem, LoginOutcome } from '../../lib/shared';
import { endpointName, formatAccount, formatLatency, formatMoment, NO_VALUE } from '../../lib/shared';
import { StatusCode } from '../calls/status-code';
import type { State } from '../ui/state/state';
import { StateLabel } from '../ui/state/state-label';
import type { Column } from '../ui/table/column';

const LOOK: Record<LoginOutcome, { state: State; word: string }> = {
  success: { state: 'healthy', word: 'Succeeded' },
  failure: { state: 'failed', word: 'Failed' },
  unknown: { state: 'neutral', word: 'Not known' },
};

const mono = 'font-mono text-12';

/** Columns of login attempts; times without a day are those of `now`'s. */
export const attemptColumns = (now: number): readonly Column<CallItem>[] => [
  {
    id: 'at',
    head: 'Time, UTC',
    phone: 'note',
    cell: ({ finishedAt }) => formatMoment(finishedAt, now, 'millisecond'),
  },
  { id: 'outcome', head: 'Outcome', phone: 'detail', cell: ({ loginOutcome }) => <Outcome outcome={loginOutcome} /> },
  {
    id: 'account',
    head: 'Account',
    phone: 'title',
    cell: ({ accountHash }) =>
      accountHash ? (
        <span className={mono} title={accountHash}>
          {formatAccount(accountHash)}
        </span>
      ) : (
        NO_VALUE
      ),
  },
  {
    id: 'caller',
    head: 'Caller',
    phone: 'value',
    cell: ({ caller }) => <span className={mono}>{caller ?? NO_VALUE}</span>,
  },
  {
    id: 'route',
    head: 'Endpoint',
    grow: true,
    cell: (attempt) => <span className={mono}>{endpointName(attempt)}</span>,
  },
  { id: 'status', head: 'Status', numeric: true, phone: 'unit', cell: ({ status }) => <StatusCode status={status} /> },
  {
    id: 'latency',
    head: 'Latency',
    numeric: true,
    hideBelow: 'lg',
    cell: ({ durationMs }) => formatLatency(durationMs),
  },
  { id: 'client', head: 'Client', quiet: true, hideBelow: 'xl', cell: ({ userAgent }) => <Client text={userAgent} /> },
];

function Outcome({ outcome }: { outcome: LoginOutcome | null }) {
  if (outcome === null) return NO_VALUE;
  const { state, word } = LOOK[outcome];
  return (
    <StateLabel state={state} muted>
      {word}
    </StateLabel>
  );
}

function Client({ text }: { text: string | null }) {
  return (
    <span className="inline-block max-w-48 truncate align-bottom" title={text ?? undefined}>
      {text ?? 'not sent'}
    </span>
  );
}
