import { callsBetween, type Span } from './cells';
import type { RateCounter, RateEpisode } from './counter';

interface Over {
  span: Span;
  peak: number;
  /** In cells. */
  quiet: number;
  severity: RateEpisode['severity'];
  cellSeconds: number;
}

function begin(counter: RateCounter, { span, peak, severity, cellSeconds }: Over): RateEpisode {
  const { policyId, version, environmentId, kind, key, historical, cells } = counter;
  const [from, to] = [cells.at[span.first] ?? 0, cells.at[span.last] ?? 0];
  const what = policyId === 0 ? '429' : `${policyId}.${version}`;
  const place = `${environmentId}/${kind}/${key}${historical ? '/past' : ''}`;
  const id = `rate-violation/${what}/${place}/${to * cellSeconds}`;
  const calls = callsBetween(cells, from, to);
  return { id, severity, firedAt: to, from, to, calls, peak, risesFrom: 0 };
}

/**
 * A window was over. The episode that runs grows by it and by what lies between; after a quiet time a new one begins. Its
 * calls stay exactly those from its first cell to its last.
 */
export function noteOver(counter: RateCounter, over: Over): RateEpisode {
  const { span, peak, quiet } = over;
  const { cells, episode } = counter;
  const [from, to] = [cells.at[span.first] ?? 0, cells.at[span.last] ?? 0];
  if (!episode || from - episode.to > quiet) {
    counter.episode = begin(counter, over);
    return counter.episode;
  }
  if (to > episode.to) episode.calls += callsBetween(cells, episode.to + 1, to);
  if (from < episode.from) episode.calls += callsBetween(cells, from, episode.from - 1);
  episode.to = Math.max(episode.to, to);
  episode.from = Math.min(episode.from, from);
  episode.peak = Math.max(episode.peak, peak);
  return episode;
}
