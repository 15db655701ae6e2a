'use client';

import type { ByteSizes, CallKindsAnswer, ClientCount, ClientKind } from '../../lib/shared';
import { formatBytes, formatRatio } from '../../lib/shared';
import { contentTypeWords } from '../calls/content-type-words';
import { shareColumns } from '../calls/share-columns';
import { StatusCode } from '../calls/status-code';
import { NumberLink } from '../ui/data/number-link';
import type { Column } from '../ui/table/column';
import { Table } from '../ui/table/table';

const TALL_FROM_ROWS = 8;

/** The calls that pass a filter, each value as the filter of calls takes it. */
export type KindsHref = (filter: Readonly<Record<string, readonly string[]>>) => string;
type Props = { answer: CallKindsAnswer; href: KindsHref };

const tall = (rows: readonly unknown[]) => (rows.length > TALL_FROM_ROWS ? { maxHeight: 256 } : {});

const errorsColumn = <Row extends { calls: number; errors: number }>(): Column<Row> => ({
  id: 'errors',
  head: 'Errors',
  numeric: true,
  cell: ({ calls, errors }) => formatRatio(errors / calls),
});

const KIND_WORDS: Readonly<Record<ClientKind, string | null>> = {
  browser: 'browser',
  app: 'app',
  library: 'library',
  bot: 'bot',
  other: null,
  none: null,
};

/** Clients by what their user agents name; the words of the most frequent one on hover. */
export function Clients({ answer, href }: Props) {
  const columns: readonly Column<ClientCount>[] = [
    {
      id: 'client',
      head: 'Client',
      grow: true,
      phone: 'title',
      cell: ({ name, example }) => <span title={example ?? undefined}>{name}</span>,
    },
    { id: 'kind', head: 'Kind', quiet: true, phone: 'detail', cell: ({ kind }) => KIND_WORDS[kind] },
    ...shareColumns<ClientCount>({
      all: answer.calls,
      href: ({ filter }) => (filter.length === 0 ? null : href({ userAgent: filter })),
    }),
    errorsColumn(),
  ];
  return (
    <Table
      label="Clients"
      compact
      columns={columns}
      rows={answer.clients}
      rowKey={({ name }) => name}
      {...tall(answer.clients)}
    />
  );
}

type MethodRow = CallKindsAnswer['methods'][number];

export function Methods({ answer, href }: Props) {
  const columns: readonly Column<MethodRow>[] = [
    {
      id: 'method',
      head: 'Method',
      grow: true,
      phone: 'title',
      cell: ({ method }) => <span className="font-mono text-12">{method}</span>,
    },
    ...shareColumns<MethodRow>({ all: answer.calls, href: ({ method }) => href({ method: [method] }) }),
    errorsColumn(),
  ];
  return <Table label="Methods" compact columns={columns} rows={answer.methods} rowKey={({ method }) => method} />;
}

type TypeRow = CallKindsAnswer['contentTypes'][number];

/** By what calls say that they send; nothing where no call says it. */
export function ContentTypes({ answer, href }: Props) {
  if (answer.contentTypes.every(({ contentType }) => contentType === 'none')) return null;
  const filterOf = ({ contentType }: TypeRow) => (contentType === 'none' ? '-' : contentType);
  const columns: readonly Column<TypeRow>[] = [
    {
      id: 'type',
      head: 'Type sent',
      grow: true,
      phone: 'title',
      cell: ({ contentType }) => contentTypeWords(contentType),
    },
    ...shareColumns<TypeRow>({ all: answer.calls, href: (row) => href({ contentType: [filterOf(row)] }) }),
    errorsColumn(),
  ];
  return (
    <Table
      label="Types sent"
      compact
      columns={columns}
      rows={answer.contentTypes}
      rowKey={({ contentType }) => contentType}
    />
  );
}

type StatusRow = CallKindsAnswer['statuses'][number];

/** Exact codes, the most frequent first. */
export function Statuses({ answer, href }: Props) {
  const columns: readonly Column<StatusRow>[] = [
    { id: 'status', head: 'Code', grow: true, phone: 'title', cell: ({ status }) => <StatusCode status={status} /> },
    ...shareColumns<StatusRow>({ all: answer.calls, href: ({ status }) => href({ status: [String(status)] }) }),
  ];
  return (
    <Table
      label="Status codes"
      compact
      columns={columns}
      rows={answer.statuses}
      rowKey={({ status }) => status}
      {...tall(answer.statuses)}
    />
  );
}

interface SizeRow extends ByteSizes {
  of: 'Calls sent' | 'Answers';
  filter: 'requestBytes' | 'responseBytes';
}

/** Sizes of bodies; a percentile opens the calls that were at least as large. */
export function Sizes({ answer, href }: Props) {
  const { requestBytes, responseBytes } = answer;
  const rows: SizeRow[] = [
    ...(requestBytes ? [{ of: 'Calls sent' as const, filter: 'requestBytes' as const, ...requestBytes }] : []),
    ...(responseBytes ? [{ of: 'Answers' as const, filter: 'responseBytes' as const, ...responseBytes }] : []),
  ];
  const size = (name: 'p50' | 'p95' | 'p99' | 'max', more: Partial<Column<SizeRow>> = {}): Column<SizeRow> => ({
    id: name,
    head: name,
    numeric: true,
    ...more,
    cell: (row) => (
      <NumberLink
        inTable
        href={href({ [row.filter]: [`>=${row[name]}`] })}
        opens={`Open the calls of ${formatBytes(row[name])} or more`}
      >
        <span className="md:hidden">{name} </span>
        {formatBytes(row[name])}
      </NumberLink>
    ),
  });
  const columns: readonly Column<SizeRow>[] = [
    { id: 'of', head: 'Bodies of', grow: true, phone: 'title', cell: ({ of }) => of },
    {
      id: 'mean',
      head: 'mean',
      numeric: true,
      quiet: true,
      phone: 'detail',
      cell: ({ mean }) => (
        <>
          <span className="md:hidden">mean </span>
          {formatBytes(mean)}
        </>
      ),
    },
    size('p50'),
    size('p95', { phone: 'value' }),
    size('p99', { hideBelow: 'xl' }),
    size('max', { phone: 'unit' }),
  ];
  return <Table label="Sizes" compact columns={columns} rows={rows} rowKey={({ of }) => of} />;
}
