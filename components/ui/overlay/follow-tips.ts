import { tipAround } from './tip';

/** How long an element is pointed at before its words appear, and how long they stay for a pointer on the way to them. */
const [POINTED_MS, LEFT_MS] = [300, 150];

type Show = (target: HTMLElement | null) => void;

/** What keeps the words while they are pointed at themselves. */
export interface Tips {
  hold(): void;
  leave(): void;
  stop(): void;
}

/** Tells which element's words are to be shown, null for none: what is pointed at for a while, or has the focus by key. */
export function followTips(show: Show): Tips {
  let meant: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown = false;
  const mean = (target: HTMLElement | null, afterMs: number) => {
    clearTimeout(timer);
    meant = target;
    timer = setTimeout(() => {
      shown = target !== null;
      show(target);
    }, afterMs);
  };
  const close = () => mean(null, 0);
  const leave = () => mean(null, LEFT_MS);
  const onPointerOver = ({ target, pointerType }: PointerEvent) => {
    if (pointerType === 'touch' || isInTooltip(target)) return;
    const pointed = tipAround(target);
    if (pointed === meant) return;
    if (pointed) mean(pointed, shown ? 0 : POINTED_MS);
    else leave();
  };
  const onFocusIn = ({ target }: FocusEvent) => {
    if (target instanceof Element && target.matches(':focus-visible')) mean(tipAround(target), 0);
  };
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  document.addEventListener('pointerover', onPointerOver, options);
  document.addEventListener('focusin', onFocusIn, options);
  for (const end of ['focusout', 'pointerdown', 'click', 'scroll'] as const)
    document.addEventListener(end, close, options);
  return {
    hold: () => clearTimeout(timer),
    leave,
    stop: () => {
      clearTimeout(timer);
      listening.abort();
    },
  };
}

const isInTooltip = (node: EventTarget | null): boolean =>
  node instanceof Element && node.closest('[data-tooltip]') !== null;
