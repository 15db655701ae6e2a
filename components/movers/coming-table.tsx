'use client';

import { useNow } from '../../lib/client';
import type { Coming, ComingConsumer, MoversAnswer } from '../../lib/shared';
import { consumerPage, countOf, exactValue, formatCount, formatMoment } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

const KINDS = { fresh: 'New', returning: 'Back', gone: 'Gone' } as const;
type Kind = keyof typeof KINDS;

interface Row extends ComingConsumer {
  kind: Kind;
}

/** Consumers that came for the first time, came back or went; nothing where there is none. */
export function ComingTable({ answer }: { answer: MoversAnswer }) {
  const to = usePlace();
  const now = useNow(60_000);
  const rows = (['fresh', 'returning', 'gone'] as const).flatMap((kind) =>
    (answer[kind]?.items ?? []).map((item): Row => ({ ...item, kind })),
  );
  if (rows.length === 0) return null;
  return (
    <Table
      label="Consumers that came or went"
      compact
      columns={columnsOf(answer, { now, callsHref: (query) => to('/calls', query) })}
      rows={rows}
      rowKey={({ kind, name }) => `${kind} ${name}`}
      rowHref={({ name }) => to(consumerPage(name))}
      foot={hiddenWords(answer)}
    />
  );
}

/** "3 more new, 1 more gone." */
function hiddenWords(answer: MoversAnswer): string | null {
  const hidden = (kind: Kind) => {
    const { count, items }: Coming = answer[kind] ?? { count: 0, items: [] };
    return count > items.length ? [`${formatCount(count - items.length)} more ${KINDS[kind].toLowerCase()}`] : [];
  };
  const words = (['fresh', 'returning', 'gone'] as const).flatMap(hidden).join(', ');
  return words === '' ? null : `${words}.`;
}

type Beside = { now: number; callsHref: (query: Record<string, string>) => string };

const columnsOf = (answer: MoversAnswer, { now, callsHref }: Beside): readonly Column<Row>[] => [
  { id: 'name', head: 'Consumer that came or went', grow: true, phone: 'title', cell: ({ name }) => name },
  { id: 'kind', head: 'Which', quiet: true, phone: 'detail', cell: ({ kind }) => KINDS[kind] },
  {
    id: 'calls',
    head: 'Calls',
    numeric: true,
    phone: 'value',
    cell: ({ kind, name, calls }) => {
      const { from, to } = kind === 'gone' ? answer.before : answer;
      return (
        <NumberLink
          inTable
          href={callsHref({ consumer: exactValue('consumer', name), from, to })}
          opens={`Open ${countOf(calls, 'call')}`}
        >
          {formatCount(calls)}
        </NumberLink>
      );
    },
  },
  {
    id: 'first',
    head: 'First seen, UTC',
    numeric: true,
    quiet: true,
    hideBelow: 'lg',
    cell: ({ firstSeenAt }) => formatMoment(firstSeenAt, now, 'minute'),
  },
  {
    id: 'last',
    head: 'Last seen, UTC',
    numeric: true,
    quiet: true,
    phone: 'unit',
    cell: ({ lastSeenAt }) => formatMoment(lastSeenAt, now, 'minute'),
  },
];
