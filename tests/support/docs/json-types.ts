import type { Block } from './documents';

const API = 'docs/guides/api.md';
const WIRE = 'docs/guides/wire-format.md';
const HOOKS = 'docs/guides/webhooks.md';

/** What each JSON of the documents is: where, a text that only it holds, and its type by the modules below. */
const TYPES: readonly [document: string, holds: string, type: string][] = [
  [API, '"measure": "calls", "from"', 'SeriesAnswer'],
  [API, '"usual"', 'BaselineAnswer'],
  [API, '"apdex"', 'EndpointsAnswer'],
  [API, '"previousCalls"', 'ConsumersAnswer'],
  [API, '"callers": [{ "address"', 'CallersAnswer'],
  [API, '"countries": [', 'CountriesAnswer'],
  [API, '"vs": "prev"', 'MoversAnswer'],
  [API, '"calls": [{ "id"', 'CallsAnswer'],
  [API, '"attack"', 'IncidentItem'],
  [API, '"headroom"', 'RatePolicyWithHeadroom'],
  [API, '"kind": "metric"', 'MetricRuleItem'],
  [API, '"ruleId"', 'AlertItem'],
  [API, '"channelId"', 'DeliveryItem'],
  ['docs/guides/alerts.md', '"kind": "metric"', 'NewMetricRule'],
  ['docs/guides/import.md', '"read"', 'Counts'],
  ['docs/guides/ingest.md', '"batchId"', 'WireBatch'],
  ['docs/guides/ingest.md', '"accepted"', 'WireAccepted'],
  [WIRE, '"batchId"', 'WholeBatch'],
  [WIRE, '"accountKey"', 'SdkConfig'],
  [HOOKS, '"incident.opened"', 'IncidentBody'],
  [HOOKS, '"state": "firing"', 'AlertBody'],
];

const PRELUDE = `
import type * as api from '../../../lib/shared';
import type { Counts } from '../../../scripts/import/tally';
import type { SdkConfig, WireAccepted, WireBatch } from '../../../sdk/src/wire';

type WholeBatch = Required<Omit<WireBatch, 'dict' | 'calls'>> & {
  dict: Required<WireBatch['dict']>;
  calls: Required<WireBatch['calls']>;
};
type With<T> = T & { url: string };
type IncidentBody = {
  type: \`incident.\${api.NoticeKind}\`;
  timestamp: string;
  data: Pick<api.IncidentPayload, 'project' | 'rule'> & { incident: With<api.IncidentPayload['incident']> };
};
type AlertBody = Pick<api.AlertPayload, 'project' | 'rule'> & { alert: With<api.AlertPayload['alert']> };
`;

/** The types of a block: one, or the document is not up to the list. */
export const typesOf = ({ document, text }: Block): string[] =>
  TYPES.filter(([where, holds]) => where === document && text.includes(holds)).map(([, , type]) => type);

/** A file that TypeScript passes when a block has all that its type has, and nothing else. */
export function programOf(block: Block): string {
  const [type = ''] = typesOf(block);
  const local = /^(Counts|SdkConfig|Wire\w+|\w+Body|WholeBatch)$/.test(type);
  return `${PRELUDE}\nexport const shown: ${local ? type : `api.${type}`} = ${block.text}`;
}
