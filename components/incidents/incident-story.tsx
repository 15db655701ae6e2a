'use client';

import type { IncidentDetail, StoryLine } from '../../lib/shared';
import { countOf, formatDay, formatMoment, formatTime } from '../../lib/shared';
import { usePlace } from '../project/use-place';
import { CopyButton } from '../ui/data/code-block';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { Timeline } from '../ui/layout/timeline';
import { hrefOfPart } from './calls-part';
import { STRONG } from './chart-parts';

/** What happened, oldest first; letters match the chart. */
export function IncidentStory({ incident, now }: { incident: IncidentDetail; now: number }) {
  const to = usePlace();
  const { firstEvidenceAt } = incident.attack;
  const timeOf = (at: string) => formatMoment(at, firstEvidenceAt);
  const today = formatMoment(firstEvidenceAt, now) === formatTime(firstEvidenceAt, 'second');
  const text = incident.story.map((line) => `${timeOf(line.at)} UTC  ${line.title} ${line.text}`).join('\n');
  return (
    <Panel
      title="What happened"
      note={`letters match the chart, times in UTC${today ? '' : ` from ${formatDay(firstEvidenceAt, now)}`}`}
      end={<CopyButton text={`${incident.title}\n${text}`} label="Copy as text" />}
      divided
      flush
    >
      <Timeline
        items={incident.story.map((line, index) => ({
          key: `${index}-${line.kind}`,
          time: timeOf(line.at),
          strong: STRONG.has(line.kind),
          text: (
            <>
              <b className="font-semibold">{line.title}</b> {line.text}
            </>
          ),
          end: line.calls?.count ? (
            <BehindLine calls={line.calls} href={hrefOfPart(to, incident.id, line.calls)} />
          ) : null,
          ...(line.letter !== null && { letter: line.letter }),
        }))}
      />
    </Panel>
  );
}

/** The number opens the very calls that it counts. */
function BehindLine({ calls, href }: { calls: NonNullable<StoryLine['calls']>; href: string }) {
  const words = countOf(calls.count, 'call');
  return (
    <NumberLink inTable href={href} opens={`Open ${words}`}>
      <span className="font-medium text-accent">{words}</span>
    </NumberLink>
  );
}
