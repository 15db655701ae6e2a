'use client';

import type { IncidentDetail, StoryLine } from '../../lib/shared';
import { countOf, formatTime } from '../../lib/shared';
import { CopyButton } from '../ui/data/code-block';
import { NumberLink } from '../ui/data/number-link';
import { Panel } from '../ui/layout/panel';
import { Timeline } from '../ui/layout/timeline';
import { STRONG } from './incident-chart';

type IncidentStoryProps = { incident: IncidentDetail; callsPath: string };

/** What happened, oldest first; letters match the chart. */
export function IncidentStory({ incident, callsPath }: IncidentStoryProps) {
  const text = incident.story
    .map((line) => `${formatTime(line.at, 'second')} UTC  ${line.title} ${line.text}`)
    .join('\n');
  return (
    <Panel
      title="What happened"
      note="letters match the chart, times in UTC"
      end={<CopyButton text={`${incident.title}\n${text}`} label="Copy as text" />}
      divided
      flush
    >
      <Timeline
        items={incident.story.map((line, index) => ({
          key: `${index}-${line.kind}`,
          time: formatTime(line.at, 'second'),
          strong: STRONG.has(line.kind),
          text: (
            <>
              <b className="font-semibold">{line.title}</b> {line.text}
            </>
          ),
          end: line.calls ? <BehindLine calls={line.calls} callsPath={callsPath} /> : null,
          ...(line.letter !== null && { letter: line.letter }),
        }))}
      />
    </Panel>
  );
}

function BehindLine({ calls, callsPath }: { calls: NonNullable<StoryLine['calls']>; callsPath: string }) {
  const status = calls.outcome === 'failure' ? '4xx' : calls.outcome === 'success' ? '2xx' : null;
  const query = new URLSearchParams({ from: calls.from, to: calls.to, ...(status && { status }) });
  return (
    <NumberLink inTable href={`${callsPath}&${query}`} opens={`Open the calls of these minutes`}>
      <span className="font-medium text-accent">{countOf(calls.count, 'call')}</span>
    </NumberLink>
  );
}
