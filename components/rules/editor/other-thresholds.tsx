'use client';

import type { BacktestAnswer, BacktestThreshold, RuleMeasure } from '../../../lib/shared';
import { formatCount, formatMeasure, ruleMeasureInfo, thresholdOf } from '../../../lib/shared';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonRows } from '../../ui/state/skeleton';
import type { Column } from '../../ui/table/column';
import { Table } from '../../ui/table/table';
import { type Days, daysWords } from './backtest';
import { neverStopsAt, noticeCount } from './backtest-words';
import { type MetricDraft, type WatchedRule, watchedBy } from './draft';
import type { useBacktest } from './use-backtest';

type OtherThresholdsProps = {
  draft: MetricDraft;
  result: ReturnType<typeof useBacktest>;
  days: Days;
  /** Null for people who may not change rules. */
  onTake: ((threshold: number) => void) | null;
};

/** How often the rule would have fired at thresholds around its own; one of them can be taken. */
export function OtherThresholds({ draft, result, days, onTake }: OtherThresholdsProps) {
  const rule = watchedBy(draft);
  if (!rule || !ruleMeasureInfo(draft.measure).replayable) return null;
  return (
    <Panel title="At other thresholds" end={daysWords(days)} flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={7} />}
        failing={() => <EmptyState title="Not known: the rule could not be tried." />}
        isEmpty={({ thresholds }) => thresholds.length === 0}
        empty={<EmptyState title="There is no past to try them on." />}
      >
        {(answer) => <Thresholds answer={answer} rule={rule} onTake={onTake} />}
      </AsyncView>
    </Panel>
  );
}

type ThresholdsProps = { answer: BacktestAnswer; rule: WatchedRule; onTake: OtherThresholdsProps['onTake'] };

function Thresholds({ answer, rule, onTake }: ThresholdsProps) {
  const always = answer.thresholds.filter((row) => neverStopsAt(row, answer));
  const said = always.map(({ threshold }) => formatMeasure(rule.measure, threshold)).join(', ');
  return (
    <Table
      label="Firings at other thresholds"
      columns={columnsOf(answer, { rule, onTake })}
      rows={answer.thresholds}
      rowKey={({ threshold }) => threshold}
      selectedKey={thresholdOf(rule.condition)}
      foot={always.length > 0 ? `At ${said} it hardly ever stops firing.` : null}
    />
  );
}

function columnsOf(
  answer: BacktestAnswer,
  { rule, onTake }: Pick<ThresholdsProps, 'rule' | 'onTake'>,
): readonly Column<BacktestThreshold>[] {
  const isAlways = (row: BacktestThreshold) => neverStopsAt(row, answer);
  const most = answer.thresholds.reduce((max, row) => (isAlways(row) ? max : Math.max(max, row.firings)), 0);
  return [
    {
      id: 'threshold',
      head: 'above' in rule.condition ? 'Above' : 'Below',
      phone: 'title',
      cell: ({ threshold }) => <Take measure={rule.measure} threshold={threshold} onTake={onTake} />,
    },
    {
      id: 'bar',
      head: <span className="sr-only">Firings drawn</span>,
      grow: true,
      cell: (row) => <Bar share={isAlways(row) ? 1 : most === 0 ? 0 : row.firings / most} always={isAlways(row)} />,
    },
    {
      id: 'firings',
      head: 'Firings',
      numeric: true,
      phone: 'value',
      cell: (row) => (
        <>
          {isAlways(row) ? 'always' : formatCount(row.firings)}
          <span className="md:hidden">{row.firings === 1 || isAlways(row) ? ' firing' : ' firings'}</span>
        </>
      ),
    },
    {
      id: 'notices',
      head: 'Notices',
      numeric: true,
      quiet: true,
      phone: 'unit',
      cell: (row) => (
        <>
          {noticeCount(row)}
          <span className="md:hidden">{row.notifications === 1 ? ' notice' : ' notices'}</span>
        </>
      ),
    },
  ];
}

type TakeProps = { measure: RuleMeasure; threshold: number; onTake: OtherThresholdsProps['onTake'] };

/** The threshold as a button over its whole row. */
function Take({ measure, threshold, onTake }: TakeProps) {
  const text = formatMeasure(measure, threshold);
  if (!onTake) return text;
  return (
    <button
      type="button"
      onClick={() => onTake(threshold)}
      className="text-left outline-none after:absolute after:inset-0 hover:after:bg-ink/5 focus-visible:after:shadow-[inset_2px_0_0_var(--accent),inset_0_0_0_1px_var(--accent)]"
    >
      <span className="sr-only">Take </span>
      {text}
    </button>
  );
}

function Bar({ share, always }: { share: number; always: boolean }) {
  if (share === 0) return null;
  return (
    <span
      aria-hidden="true"
      className={`block h-1.5 min-w-0.5 rounded-1 ${always ? 'bg-line-strong' : 'bg-series-1/70'}`}
      style={{ width: `${share * 100}%` }}
    />
  );
}
