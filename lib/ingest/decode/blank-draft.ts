import type { IngestKey } from '../guard/keys';
import type { Draft } from '../pipeline/batch';

/** A call of which nothing is known yet. All drafts have the same shape, which keeps the loops over them fast. */
export const blankDraft = (index: number, { projectId, environmentId }: IngestKey): Draft => ({
  index,
  projectId,
  environmentId,
  finishedAtUs: 0,
  endpointId: 0,
  consumerId: 0,
  userAgentId: 0,
  durationUs: -1,
  requestBytes: 0,
  responseBytes: 0,
  status: 0,
  flags: 0,
  traits: 0,
  caller: null,
  path: null,
  traceId: null,
  accountHash: null,
  attrs: null,
  retryAfterSeconds: -1,
  endpointSlot: -1,
  consumerSlot: -1,
  userAgentSlot: -1,
});
