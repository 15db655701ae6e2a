'use client';

import { useNow, usePageState } from '../../lib/client';
import type { RatePolicyWithHeadroom } from '../../lib/shared';
import { countOf, formatCount, formatMoment, formatRatio } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { NumberLink } from '../ui/data/number-link';
import { type Figure, Figures } from '../ui/layout/figures';
import { Panel } from '../ui/layout/panel';
import { EmptyState } from '../ui/state/empty-state';
import { HeadroomChart } from './headroom-chart';
import { keyHref } from './key-hrefs';
import { KeysTable } from './keys-table';
import { keyText, peakOf, seenText, shareState, windowWords } from './rate-words';

type PolicyHeadroomProps = { policy: RatePolicyWithHeadroom };

/** What a policy counted in the range: how close to the limit, when, and who. */
export function PolicyHeadroom({ policy }: PolicyHeadroomProps) {
  const now = useNow(5_000);
  const { headroom, key } = policy;
  const { keys, keysSeen } = headroom;
  const seen = seenText(headroom);
  if (keysSeen === 0) {
    return (
      <Panel label="Headroom" flush>
        <NothingCounted policy={policy} now={now} />
      </Panel>
    );
  }
  return (
    <>
      <Panel label="Headroom" flush>
        <HeadroomFigures policy={policy} now={now} />
        <div className="border-t border-line px-4 pt-2 pb-3">
          <HeadroomChart policy={policy} now={now} />
        </div>
      </Panel>
      <Panel title={`Busiest ${key}s`} note={seen} flush>
        <KeysTable
          label={`Busiest ${key}s`}
          primary
          keys={keys}
          policy={policy}
          foot={keysSeen > keys.length ? `The busiest ${keys.length} of ${seen}` : null}
          now={now}
        />
      </Panel>
    </>
  );
}

function HeadroomFigures({ policy, now }: PolicyHeadroomProps & { now: number }) {
  const to = usePlace();
  const { headroom, limit, windowSeconds, key } = policy;
  const [busiest] = headroom.keys;
  const plural = `${key}s`;
  const figures: Figure[] = [
    {
      label: `${capital(plural)} over`,
      value: count(headroom.keysOver, 'text-attack'),
      note: `of ${seenText(headroom)} counted`,
    },
    { label: `${capital(plural)} near`, value: count(headroom.keysNear, 'text-degraded'), note: 'at 80 % or more' },
  ];
  if (busiest) {
    const left = limit - busiest.peak;
    figures.push(
      {
        label: `Busiest ${key}`,
        value: (
          <NumberLink
            inTable
            href={keyHref(to, { policy, key: busiest.key, environment: busiest.environment })}
            opens={`Open ${keyText(key, busiest.key)}`}
          >
            <span className="wrap-anywhere">{keyText(key, busiest.key)}</span>
          </NumberLink>
        ),
        note: `peak in the hour from ${formatMoment(busiest.peakAt, now, 'minute')} UTC`,
      },
      {
        label: `Most calls in ${windowWords(windowSeconds)}`,
        value: peakOf(busiest.peak, limit),
        note: `${formatRatio(busiest.share, 0)} of the limit`,
      },
      {
        label: 'Headroom',
        value: (
          <span className={shareState(busiest.share) === 'attack' ? 'text-attack' : undefined}>
            {left < 0 ? `${countOf(-left, 'call')} over` : countOf(left, 'call')}
          </span>
        ),
        note: left < 0 ? 'none left at the peak' : 'left at the peak',
      },
    );
  }
  return <Figures label="Headroom of the range" figures={figures} />;
}

const count = (value: number, colour: string) => (
  <span className={value > 0 ? colour : undefined}>{formatCount(value)}</span>
);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function NothingCounted({ policy, now }: PolicyHeadroomProps & { now: number }) {
  const { range } = usePageState();
  const { countedFrom } = policy.headroom;
  if (countedFrom === null) {
    return (
      <EmptyState minHeight={200} title="It is off and counts nothing.">
        Turned on, it counts from that moment.
      </EmptyState>
    );
  }
  const later = Date.parse(countedFrom) > range.fromMs;
  return (
    <EmptyState minHeight={200} title="No call of this range was counted.">
      {later
        ? `It counts since ${formatMoment(countedFrom, now, 'minute')} UTC; what was before is not known.`
        : `No call told its ${policy.key} where it counts.`}
    </EmptyState>
  );
}
