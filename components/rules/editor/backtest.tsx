'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import type { BacktestAnswer } from '../../../lib/shared';
import { countOf, ruleMeasureInfo } from '../../../lib/shared';
import { Segmented } from '../../ui/control/segmented';
import { EmptyState } from '../../ui/state/empty-state';
import { coverWords, neverStops, toEachChannel } from './backtest-words';
import { type MetricDraft, type WatchedRule, watchedBy } from './draft';
import { FiringsTable } from './firings-table';
import { MovableChart } from './movable-chart';
import { NOTHING_YET, TriedPanel } from './tried-panel';
import type { useBacktest } from './use-backtest';

const DAYS = ['1', '7', '14', '30'] as const;
export type Days = (typeof DAYS)[number];
const CHOICES = [
  { value: '1', label: '24 h' },
  { value: '7', label: '7 d' },
  { value: '14', label: '14 d' },
  { value: '30', label: '30 d' },
] as const;

/** Over how many days a rule is tried; it lives in the URL. */
export function useDays(): [Days, (days: Days) => void] {
  const [days, setDays] = useQueryState('days', parseAsStringLiteral(DAYS).withDefault('14'));
  return [days, (next) => void setDays(next)];
}

export const daysWords = (days: Days): string => `last ${CHOICES.find(({ value }) => value === days)?.label}`;

type BacktestProps = {
  draft: MetricDraft;
  result: ReturnType<typeof useBacktest>;
  days: readonly [Days, (days: Days) => void];
  /** Null for people who may not change rules. */
  onThreshold: ((value: number) => void) | null;
};

/** What the rule would have done on the calls that are stored. */
export function Backtest({ draft, result, days: [days, setDays], onThreshold }: BacktestProps) {
  const { replayable } = ruleMeasureInfo(draft.measure);
  const rule = watchedBy(draft);
  const end = replayable ? (
    <Segmented<Days> label="Days to try" value={days} options={CHOICES} onChange={setDays} />
  ) : null;
  return (
    <TriedPanel
      title={`The ${daysWords(days)} with this rule`}
      end={end}
      what="rule"
      height={320}
      instead={insteadOf(replayable, rule)}
      result={result}
    >
      {(answer) => rule && <Tried answer={answer} rule={rule} onThreshold={onThreshold} />}
    </TriedPanel>
  );
}

function insteadOf(replayable: boolean, rule: WatchedRule | null) {
  if (replayable) return rule ? null : NOTHING_YET;
  return (
    <EmptyState minHeight={120} title="This cannot be tried on the past.">
      When heartbeats came is not kept: the rule is judged from the moment on at which it is saved.
    </EmptyState>
  );
}

type TriedProps = { answer: BacktestAnswer; rule: WatchedRule; onThreshold: BacktestProps['onThreshold'] };

function Tried({ answer, rule, onThreshold }: TriedProps) {
  if (answer.minutesEvaluated === 0) {
    return (
      <EmptyState minHeight={120} title="There is no past to try it on.">
        {answer.note}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="px-4 pt-2.5 pb-3">
        <ResultSentence answer={answer} />
        <MovableChart answer={answer} rule={rule} onThreshold={onThreshold} />
      </div>
      {answer.firings.length > 0 ? (
        <div className="border-t border-line">
          <FiringsTable answer={answer} measure={rule.measure} />
        </div>
      ) : null}
    </>
  );
}

/** How often it would have fired, and what of it to think. */
function ResultSentence({ answer }: { answer: BacktestAnswer }) {
  const { firings, notifications, note } = answer;
  return (
    <output className="mb-1 block text-14">
      {firings.length === 0 ? (
        'It would not have fired'
      ) : (
        <>
          It would have fired <b className="font-semibold">{countOf(firings.length, 'time')}</b>
        </>
      )}
      {notifications === 0 ? null : (
        <>
          {firings.length === 0 ? ', but sent ' : ' and sent '}
          <b className="font-semibold">{countOf(notifications, 'notice')}</b>
          {toEachChannel(answer)}
        </>
      )}
      .{' '}
      <span className="text-ink-2">
        {neverStops(answer) ? 'It hardly ever stops firing: the limit lies within what is usual. ' : ''}
        {coverWords(answer)} {note}
      </span>
    </output>
  );
}
