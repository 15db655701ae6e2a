import type { ChannelItem, RuleItem } from '../../lib/shared';
import { formatMeasure, isNamedAfter } from '../../lib/shared';
import { SeverityWord } from '../incidents/severity-word';
import { Button } from '../ui/control/button';
import { Switch } from '../ui/control/switch';
import type { Column } from '../ui/table/column';
import { LastFiring, type LatestAlerts } from './last-firing';
import { RuleStateLabel } from './rule-state';
import { channelsSentence, sentenceOf } from './rule-words';

export interface RuleColumnsInput {
  now: number;
  channels: readonly ChannelItem[];
  latest: LatestAlerts | undefined;
  endpointName: (id: number | undefined) => string | null;
  /** Null for people who may not change rules. */
  write: { turn: (rule: RuleItem, enabled: boolean) => void; remove: (rule: RuleItem) => void } | null;
}

/** Columns of the list of rules. */
export function ruleColumns({
  now,
  channels,
  latest,
  endpointName,
  write,
}: RuleColumnsInput): readonly Column<RuleItem>[] {
  const shown: Column<RuleItem>[] = [
    {
      id: 'rule',
      head: 'Rule',
      grow: true,
      phone: 'sentence',
      cell: (rule) => <Words rule={rule} nameOf={endpointName} />,
    },
    { id: 'state', head: 'State now', phone: 'detail', cell: (rule) => <RuleStateLabel rule={rule} /> },
    { id: 'value', head: 'Value', numeric: true, hideBelow: 'lg', cell: valueNow },
    {
      id: 'last',
      head: 'Last fired, UTC',
      hideBelow: 'lg',
      cell: (rule) => <LastFiring rule={rule} latest={latest} now={now} />,
    },
    {
      id: 'channels',
      head: 'Tells',
      hideBelow: 'xl',
      cell: (rule) => <span className="block max-w-44 truncate">{channelsSentence(rule.channels, channels)}</span>,
    },
    {
      id: 'severity',
      head: 'Severity',
      phone: 'note',
      cell: (rule) => <SeverityWord severity={rule.kind === 'metric' ? rule.severity : rule.minSeverity} />,
    },
  ];
  return write ? [...shown, ...writeColumns(write)] : shown;
}

const valueNow = (rule: RuleItem) =>
  rule.kind === 'metric' && rule.status ? formatMeasure(rule.measure, rule.status.value) : '';

function writeColumns(write: NonNullable<RuleColumnsInput['write']>): Column<RuleItem>[] {
  return [
    {
      id: 'enabled',
      head: 'Watching',
      phone: 'end',
      cell: (rule) => (
        <span className="relative z-1">
          <Switch
            label={`Watching: ${rule.name}`}
            checked={rule.enabled}
            onChange={(enabled) => write.turn(rule, enabled)}
          />
        </span>
      ),
    },
    {
      id: 'delete',
      head: <span className="sr-only">Delete</span>,
      cell: (rule) => (
        <span className="relative z-1">
          <Button size="sm" kind="quiet" onClick={() => write.remove(rule)}>
            Delete…<span className="sr-only"> {rule.name}</span>
          </Button>
        </span>
      ),
    },
  ];
}

/** The name, and what is watched unless the name says it already. */
function Words({ rule, nameOf }: { rule: RuleItem; nameOf: RuleColumnsInput['endpointName'] }) {
  const sentence = sentenceOf(rule, rule.kind === 'metric' ? nameOf(rule.filters.endpoint) : null);
  return (
    <>
      <span className="font-medium">{rule.name}</span>
      {isNamedAfter(rule.name, sentence) ? null : <span className="ml-2 text-12 text-ink-3">{sentence}</span>}
    </>
  );
}
