'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { useLive, useNow, usePageState, usePausedAt } from '../../../lib/client';
import { countOf, formatCount, formatMoment } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { Panel } from '../../ui/layout/panel';
import { EmptyState } from '../../ui/state/empty-state';
import { StateLabel } from '../../ui/state/state-label';
import { CallList } from '../explorer/call-list';
import { ListBar } from '../explorer/list-bar';
import type { FilterChips } from '../filters/use-filter-chips';
import type { OpenedCall } from '../open/use-opened-call';
import { cameSince, TAIL_ROWS, type TailState } from './tail-state';
import { useAtTop } from './use-at-top';
import { useTail } from './use-tail';

type TailCallsProps = {
  filters: FilterChips;
  opened: OpenedCall;
  onEnd: () => void;
};

/** Calls as they are stored. The list stands still while it is paused, or while the reader is among its rows. */
export function TailCalls({ filters, opened, onEnd }: TailCallsProps) {
  const { environment } = usePageState();
  const top = useRef<HTMLDivElement>(null);
  const pause = useRef<HTMLButtonElement>(null);
  const tail = useTail({ filter: filters.query, environment });
  const reading = useReading(top, opened.id !== null);
  const { shown, came } = useHeld(tail, reading.held);
  const showNew = () => {
    reading.release();
    pause.current?.focus(); // the button of new calls goes
  };
  return (
    <div ref={top} {...reading.handlers} className="min-w-0 scroll-mt-12">
      <Panel label="Live tail" flush>
        <ListBar
          following
          onFollow={onEnd}
          words={<TailWords tail={tail} />}
          waiting={came > 0 ? countOf(came, 'new call') : ''}
          refresh={
            <>
              {came > 0 ? <Waiting count={came} onShow={showNew} /> : null}
              <Pause button={pause} />
            </>
          }
        />
        {shown.calls.length === 0 ? (
          <NoneYet />
        ) : (
          <CallList
            label="Live calls, newest first"
            calls={shown.calls}
            opened={opened}
            onFilter={filters.narrow}
            onNearEnd={stay}
            foot={tail.shown > TAIL_ROWS ? `The last ${TAIL_ROWS} stay here.` : null}
          />
        )}
      </Panel>
    </div>
  );
}

function NoneYet() {
  const isPaused = usePausedAt() !== null;
  const title = isPaused ? 'Calls that come now wait until live goes on.' : 'Waiting for the next call.';
  return <EmptyState minHeight={320} title={title} />;
}

const stay = () => undefined;

/** Whether the reader holds the list, by a pause or by being among its rows, and what lets it go. */
function useReading(top: RefObject<HTMLElement | null>, isOpen: boolean) {
  const live = useLive();
  const atTop = useAtTop(top);
  const [among, setAmong] = useState(false);
  const release = () => {
    setAmong(false);
    live.setPaused(false);
    if (!atTop) top.current?.scrollIntoView({ block: 'start' });
  };
  const handlers = {
    onFocus: ({ target }: { target: Element }) => setAmong(target.closest('tr') !== null),
    onBlur: () => setAmong(false),
  };
  return { held: live.pausedAt !== null || among || isOpen || !atTop, release, handlers };
}

/** The tail, or what it was when the reader began to hold it, and how many have come since. */
function useHeld(tail: TailState, held: boolean): { shown: TailState; came: number } {
  const [kept, setKept] = useState<TailState | null>(null);
  if (held && kept === null) setKept(tail);
  if (!held && kept !== null) setKept(null);
  if (!held || kept === null) return { shown: tail, came: 0 };
  const isOther = tail.shown < kept.shown; // it began anew
  if (isOther) setKept(tail);
  return { shown: kept, came: isOther ? 0 : cameSince(kept, tail) };
}

const Waiting = ({ count, onShow }: { count: number; onShow: () => void }) => (
  <Button size="tall" kind="ink" onClick={onShow}>
    {countOf(count, 'new call')}
  </Button>
);

/** Stops the page, as the key does, for those who have no keys. It has the focus of the button that began the tail. */
function Pause({ button }: { button: RefObject<HTMLButtonElement | null> }) {
  const { pausedAt, setPaused } = useLive();
  useEffect(() => button.current?.focus(), [button]);
  const isPaused = pausedAt !== null;
  return (
    <Button ref={button} size="tall" shortcut="space" onClick={() => setPaused(!isPaused)}>
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  );
}

function TailWords({ tail }: { tail: ReturnType<typeof useTail> }) {
  const pausedAt = usePausedAt();
  const now = useNow(5_000);
  if (pausedAt !== null) {
    return <StateLabel state="silenced">Paused since {formatMoment(pausedAt, now)} UTC</StateLabel>;
  }
  if (tail.state === 'crowded') {
    return <StateLabel state="failed">Not connected: 4 tails at most are open at once. Trying again.</StateLabel>;
  }
  if (tail.state === 'lost') return <StateLabel state="failed">Not connected. Trying again.</StateLabel>;
  if (tail.state === 'connecting') return <StateLabel state="waiting">Connecting</StateLabel>;
  const more = tail.skipped > 0 ? `, ${formatCount(tail.skipped)} more not shown` : '';
  return (
    <StateLabel state="healthy" muted>
      {countOf(tail.shown, 'call')}
      {more}
    </StateLabel>
  );
}
