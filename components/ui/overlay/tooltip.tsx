'use client';

import { Tooltip as Radix } from 'radix-ui';
import { type Ref, useEffect, useRef, useState } from 'react';
import { followTips, type Tips } from './follow-tips';

/** The one tooltip of the page, for every element that has a `tip`; once, in the layout. */
export function TooltipLayer() {
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const tips = useRef<Tips>(null);
  useEffect(() => {
    tips.current = followTips(setTarget);
    return () => tips.current?.stop();
  }, []);
  if (!target) return null;
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(open) => open || setTarget(null)}>
        <Radix.Trigger asChild>
          <Anchor target={target} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            data-tooltip
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={() => tips.current?.hold()}
            onPointerLeave={() => tips.current?.leave()}
            className="z-50 max-w-80 rounded-3 border border-line bg-surface px-2.5 py-1.5 text-12 text-ink shadow-pop"
          >
            <Words of={target} />
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}

type AnchorProps = { target: HTMLElement; ref?: Ref<HTMLSpanElement>; 'aria-describedby'?: string };

/** Stands over the target for Radix, whose trigger it is, and hands it the words. */
function Anchor({ target, ref, 'aria-describedby': words }: AnchorProps) {
  useEffect(() => {
    if (words === undefined) return;
    target.setAttribute('aria-describedby', words);
    return () => target.removeAttribute('aria-describedby');
  }, [target, words]);
  const { left, top, width, height } = target.getBoundingClientRect();
  return (
    <span ref={ref} aria-hidden="true" className="pointer-events-none fixed" style={{ left, top, width, height }} />
  );
}

function Words({ of: { dataset } }: { of: HTMLElement }) {
  const { tip, tipDetail } = dataset;
  return (
    <>
      <span className="block font-medium">{tip}</span>
      {tipDetail === undefined ? null : <span className="block text-ink-3">{tipDetail}</span>}
    </>
  );
}
