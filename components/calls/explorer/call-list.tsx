'use client';

import { type ReactNode, useMemo } from 'react';
import { useNow, usePageState } from '../../../lib/client';
import type { CallFilterColumn, CallItem, CallsAnswer } from '../../../lib/shared';
import { CALL_FILTER_COLUMNS, formatMoment, negatedValue } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { Button } from '../../ui/control/button';
import { StateMark } from '../../ui/state/state-mark';
import { filterByCell, filterOutByCell } from '../../ui/table/filter-by-cell';
import { LongTable } from '../../ui/table/long-table';
import { CallDetail } from '../call-detail';
import { CALL_CELLS, type CellFilter } from '../cell-filters';
import { copyIds } from '../copy-ids';
import type { OpenedCall } from '../open/use-opened-call';
import { useCallColumns } from '../use-call-columns';

export type More = {
  exists: boolean;
  busy: boolean;
  /** Why older ones could not be read. */
  error: Error | null;
  fetch: () => void;
};

type CallListProps = {
  label: string;
  calls: readonly CallItem[];
  opened: OpenedCall;
  onFilter: (column: CallFilterColumn, value: string) => void;
  onNearEnd: () => void;
  foot: ReactNode;
  footEnd?: ReactNode;
};

/** Of all columns but the one that grows: rows that come into view must not move them. */
const WIDTHS: Readonly<Record<string, string>> = {
  at: '172px',
  method: '76px',
  status: '64px',
  latency: '84px',
  size: '84px',
  caller: '152px',
  consumer: '148px',
  account: '104px',
};

/** Calls, newest first, each of whose cells narrows the list. */
export function CallList({ onFilter, ...props }: CallListProps) {
  const plain = useCallColumns();
  const columns = useMemo(() => {
    const apply = (change: (value: string) => string) => (filter: CellFilter) => {
      for (const [column, value] of entriesOf(filter)) onFilter(column, change(value));
    };
    const fixed = plain.map((column) => ({ ...column, ...(WIDTHS[column.id] && { width: WIDTHS[column.id] }) }));
    const narrowing = filterByCell(
      fixed,
      CALL_CELLS,
      apply((value) => value),
    );
    return filterOutByCell(narrowing, CALL_CELLS, apply(negatedValue));
  }, [plain, onFilter]);
  return (
    <>
      <LongTable
        label={props.label}
        columns={columns}
        rows={props.calls}
        rowKey={idOf}
        onOpen={props.opened.open}
        selectedKey={props.opened.id}
        onNearEnd={props.onNearEnd}
        headTop="top-23"
        bulk={copyIds}
        foot={props.foot}
        footEnd={props.footEnd}
      />
      <Opened {...props} />
    </>
  );
}

/** The call that is open beside the list, and the ways to the next ones. */
function Opened({ calls, opened }: Pick<CallListProps, 'calls' | 'opened'>) {
  const { base } = useProject();
  const { kept } = usePageState();
  const now = useNow(5_000);
  const at = opened.id === null ? -1 : calls.findIndex(({ id }) => id === opened.id);
  const stepTo = (index: number) => {
    const call = at < 0 ? undefined : calls[index];
    return call === undefined ? null : () => opened.open(call);
  };
  return (
    <CallDetail
      opened={opened}
      place={{ path: `${base}/calls`, kept }}
      now={now}
      {...(at >= 0 && { steps: { newer: stepTo(at - 1), older: stepTo(at + 1) } })}
    />
  );
}

const idOf = ({ id }: CallItem): string => id;

const entriesOf = (filter: CellFilter): [CallFilterColumn, string][] =>
  CALL_FILTER_COLUMNS.flatMap((column) => {
    const value = filter[column];
    return value === undefined ? [] : [[column, value]];
  });

type LookFurtherProps = {
  pages: readonly CallsAnswer[];
  more: More;
  now: number;
  /** Calls of a part of the range are not kept any more. */
  expired: boolean;
};

/** How far a search came that had no time left, and the way on. */
export function lookFurther({ pages, more, now, expired }: LookFurtherProps): { words: ReactNode; button: ReactNode } {
  const back = pages.at(-1)?.searchedBackTo ?? null;
  if (more.error) return { words: <Unread error={more.error} />, button: loadButton('Try again', more) };
  if (!more.exists)
    return { words: `These are all calls of the range${expired ? ' that are kept' : ''}.`, button: null };
  return {
    words: back ? `Looked back to ${formatMoment(back, now)} UTC in the time there is.` : null,
    button: loadButton(back ? 'Look further back' : 'Load older', more),
  };
}

const loadButton = (words: string, more: More) => (
  <Button size="tall" onClick={more.fetch} busy={more.busy && 'Looking…'}>
    {words}
  </Button>
);

const Unread = ({ error }: { error: Error }) => (
  <span role="alert" className="inline-flex items-center gap-1.5 text-attack">
    <StateMark state="failed" />
    Older calls could not be read: {error.message}
  </span>
);
