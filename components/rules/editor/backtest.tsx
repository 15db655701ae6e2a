'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { ApiError } from '../../../lib/client';
import type { BacktestAnswer } from '../../../lib/shared';
import { countOf, ruleMeasureInfo } from '../../../lib/shared';
import { Segmented } from '../../ui/control/segmented';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { ReadError } from '../../failures/read-error';
import { SkeletonBlock } from '../../ui/state/skeleton';
import { coverWords, neverStops, ofMissing } from './backtest-words';
import { type MetricDraft, type WatchedRule, watchedBy } from './draft';
import { FiringsTable } from './firings-table';
import { MovableChart } from './movable-chart';
import type { useBacktest } from './use-backtest';

const DAYS = ['1', '7', '14', '30'] as const;
export type Days = (typeof DAYS)[number];
const CHOICES = [
  { value: '1', label: '24 h' },
  { value: '7', label: '7 d' },
  { value: '14', label: '14 d' },
  { value: '30', label: '30 d' },
] as const;
const HEIGHT = 320;

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
    <Panel title={`The ${daysWords(days)} with this rule`} end={end} divided flush>
      {replayable && rule ? (
        <AsyncView
          result={result}
          loading={<SkeletonBlock height={HEIGHT} />}
          failing={(error, retry) => <Failing error={error} retry={retry} />}
        >
          {(answer) => <Tried answer={answer} rule={rule} onThreshold={onThreshold} />}
        </AsyncView>
      ) : (
        <EmptyState
          minHeight={120}
          title={replayable ? 'There is nothing to try yet.' : 'This cannot be tried on the past.'}
        >
          {replayable
            ? 'It is tried once what is wrong in the sentence is mended.'
            : 'When heartbeats came is not kept: the rule is judged from the moment on at which it is saved.'}
        </EmptyState>
      )}
    </Panel>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return (
      <EmptyState minHeight={HEIGHT} title="There is nothing to try yet.">
        {error.message}
      </EmptyState>
    );
  }
  return <ReadError title="The rule could not be tried." onRetry={retry} error={error} minHeight={HEIGHT} />;
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
          {ofMissing(answer)} to each channel
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
