import type { RateHeadroom, RatePolicyItem, RatePolicyWithHeadroom } from '../../lib/shared';
import { formatRatio } from '../../lib/shared';
import { Button } from '../ui/control/button';
import { Switch } from '../ui/control/switch';
import type { Column } from '../ui/table/column';
import { PeakBars } from './peak-bars';
import { peakSteps, stepOfAtMost } from './peak-steps';
import { keyText, peakOf, policySentence } from './rate-words';
import { ShareBar } from './share-bar';
import { Standing } from './standing';

interface PolicyColumnsInput {
  range: { fromMs: number; toMs: number };
  /** Null for people who may not change policies. */
  write: { turn: (policy: RatePolicyItem, enabled: boolean) => void; remove: (policy: RatePolicyItem) => void } | null;
}

type Columns = readonly Column<RatePolicyWithHeadroom>[];

const BARS = 30;

/** Columns of the list of policies. */
export const policyColumns = ({ range, write }: PolicyColumnsInput): Columns => [
  {
    id: 'policy',
    head: 'Policy',
    grow: true,
    phone: 'sentence',
    sortBy: ({ name }) => name,
    cell: (policy) => <Words policy={policy} />,
  },
  {
    id: 'standing',
    head: 'In this range',
    phone: 'detail',
    sortBy: bySeverity,
    cell: (policy) => (
      <span className="max-md:inline-block max-md:min-w-34">
        <Standing policy={policy} />
      </span>
    ),
  },
  ...headroomColumns(range),
  ...(write ? writeColumns(write) : []),
];

/** The name, and what is counted unless the name says it already. */
function Words({ policy }: { policy: RatePolicyItem }) {
  const sentence = policySentence(policy);
  return (
    <>
      <span className="font-medium">{policy.name}</span>
      {sentence === policy.name ? null : <span className="ml-2 text-12 text-ink-3">{sentence}</span>}
    </>
  );
}

const busiest = ({ keys }: RateHeadroom) => keys[0] ?? null;

function bySeverity({ headroom: { keysOver, keysNear } }: RatePolicyWithHeadroom): number {
  return keysOver * 1_000_000 + keysNear;
}

const headroomColumns = (range: PolicyColumnsInput['range']): Columns => [
  {
    id: 'busiest',
    head: 'Busiest',
    hideUnder: 1120,
    cell: ({ key, headroom }) => {
      const first = busiest(headroom);
      return first ? (
        <span className={`block max-w-36 truncate ${key === 'consumer' ? '' : 'font-mono text-12'}`} title={first.key}>
          {keyText(key, first.key)}
        </span>
      ) : null;
    },
  },
  {
    id: 'bar',
    head: <span className="sr-only">Its peak against the limit, as a bar</span>,
    phone: 'note',
    hideUnder: 960,
    cell: ({ headroom }) => {
      const first = busiest(headroom);
      return first ? (
        <span className="block w-24">
          <ShareBar share={first.share} />
        </span>
      ) : null;
    },
  },
  {
    id: 'peak',
    head: 'Highest peak',
    numeric: true,
    phone: 'value',
    sortBy: ({ headroom }) => busiest(headroom)?.share ?? null,
    cell: ({ limit, headroom }) => {
      const first = busiest(headroom);
      return first ? <Peak peak={first.peak} limit={limit} share={first.share} /> : null;
    },
  },
  {
    id: 'hours',
    head: 'Peaks over time',
    hideUnder: 1120,
    cell: ({ limit, headroom }) =>
      headroom.keysSeen === 0 ? null : (
        <span className="block w-28">
          <PeakBars steps={peakSteps(headroom, { ...range, stepMs: stepOfAtMost(BARS, range) })} limit={limit} />
        </span>
      ),
  },
];

function Peak({ peak, limit, share }: { peak: number; limit: number; share: number }) {
  return (
    <>
      {peakOf(peak, limit)}
      <span className="text-ink-3 max-lg:hidden"> {formatRatio(share, 0)}</span>
    </>
  );
}

const writeColumns = (write: NonNullable<PolicyColumnsInput['write']>): Columns => [
  {
    id: 'enabled',
    head: 'Watching',
    phone: 'unit',
    cell: (policy) => (
      <span className="relative z-1">
        <Switch
          label={`Watching: ${policy.name}`}
          checked={policy.enabled}
          onChange={(enabled) => write.turn(policy, enabled)}
        />
      </span>
    ),
  },
  {
    id: 'delete',
    head: <span className="sr-only">Delete</span>,
    cell: (policy) => (
      <span className="relative z-1">
        <Button size="sm" kind="quiet" onClick={() => write.remove(policy)}>
          Delete…<span className="sr-only"> {policy.name}</span>
        </Button>
      </span>
    ),
  },
];
