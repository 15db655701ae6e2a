import { countOf, formatDuration } from '../../shared';
import type { RateSpan } from '../../detection';
import { isRefusals, rateSentence, whoseRate } from '../describe/rate-words';
import type { Draft, StoryInput } from './story-draft';

/** Of many spans the first few and the latest are told. */
const FIRST_TOLD = 3;

function rateLine(span: RateSpan, { consumers }: StoryInput): Draft {
  const { fromMs, toMs, calls } = span;
  const within = `${countOf(calls, isRefusals(span) ? 'answer 429' : 'call')} in ${formatDuration(toMs + 1 - fromMs)}`;
  return {
    atMs: fromMs,
    kind: 'rate',
    title: isRefusals(span) ? 'Refused again and again.' : 'Over the rate.',
    text: `${whoseRate(span, consumers)} ${rateSentence(span)}. ${within}.`.replace('answer 429s', 'answers 429'),
    lettered: true,
    calls: { fromMs, toMs, outcome: null, count: calls },
  };
}

/** Each span in which a key was over a rate. */
export function rateLines(input: StoryInput): Draft[] {
  const lines = input.attack.rates.map((span) => rateLine(span, input));
  return [...new Set([...lines.slice(0, FIRST_TOLD), ...lines.slice(-1)])];
}
