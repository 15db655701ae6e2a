/** Every state that a mark can show. Shape and colour follow from it; the word is the caller's. */
export type State =
  'attack' | 'degraded' | 'healthy' | 'acknowledged' | 'resolved' | 'failed' | 'silenced' | 'waiting' | 'neutral';

type StateColors = { text: string; mark: string; soft: string; line: string };

const ATTACK = { text: 'text-attack', mark: 'text-attack-mark', soft: 'bg-attack-soft', line: 'border-attack-line' };
const QUIET = { text: 'text-ink-3', mark: 'text-ink-3', soft: 'bg-sunken', line: 'border-line' };
const HEALTHY = {
  text: 'text-healthy',
  mark: 'text-healthy-mark',
  soft: 'bg-healthy-soft',
  line: 'border-healthy-line',
};

/** Utility classes of a state: text, mark, row fill, hairline. */
export const STATE_COLORS: Record<State, StateColors> = {
  attack: ATTACK,
  failed: ATTACK,
  degraded: {
    text: 'text-degraded',
    mark: 'text-degraded-mark',
    soft: 'bg-degraded-soft',
    line: 'border-degraded-line',
  },
  healthy: HEALTHY,
  resolved: HEALTHY,
  acknowledged: { text: 'text-ackd', mark: 'text-ackd-mark', soft: 'bg-ackd-soft', line: 'border-ackd-line' },
  silenced: QUIET,
  neutral: QUIET,
  waiting: { text: 'text-accent', mark: 'text-accent', soft: 'bg-accent-soft', line: 'border-line' },
};
