import { announce, erasures, listPartitions } from '../../storage';
import { eraseWords } from './erase-words';
import { redactAccount, redactConsumer } from './redact';
import type { Work } from './work';

/** Idempotent: a step that was cut off is done again from its beginning. */
export type Step = (work: Work) => Promise<void>;

async function eraseCalls(work: Work, whose: erasures.CallsOf): Promise<void> {
  const { projectId } = work.claim;
  for (const { parent, day } of await listPartitions(work.storage)) {
    if (parent !== 'call') continue;
    await work.chunks('call', (tx, limit) => erasures.eraseFromCalls(tx, { projectId, day, whose, limit }));
  }
}

async function eraseRates(work: Work, key: string): Promise<void> {
  const { projectId } = work.claim;
  for (const table of ['rate_peak', 'rate_second'] as const)
    await work.chunk(table, (tx) => erasures.eraseRateKeys(tx, { table, projectId, key }));
}

function consumerOf({ claim: { target } }: Work): { id: number; name: string } {
  const { id, name } = target;
  if (id === undefined || name === undefined) throw new Error('the erasure does not say which consumer');
  return { id, name };
}

function accountOf({ claim: { target } }: Work): { hash: string; standIn: string } {
  const { hash, standIn } = target;
  if (hash === undefined || standIn === undefined) throw new Error('the erasure does not say which account');
  return { hash, standIn };
}

/** The name first: a call that comes from then on is of a new consumer. */
const endName: Step = async (work) => {
  const { projectId } = work.claim;
  const consumerId = consumerOf(work).id;
  await work.chunk('consumer', (tx) => erasures.deleteConsumerName(tx, { projectId, consumerId }));
  await announce(work.storage, { topic: 'settings', projectIds: [projectId] });
};

const consumerCalls: Step = (work) => eraseCalls(work, { consumerId: consumerOf(work).id });

const consumerCounts: Step = async (work) => {
  const { projectId } = work.claim;
  const consumerId = consumerOf(work).id;
  await work.foldAll(); // what waits to be folded, or was set aside, would come after its rows were deleted
  for (const table of erasures.CONSUMER_TIERS)
    await work.chunk(table, (tx) => erasures.deleteConsumerTier(tx, { table, projectId, consumerId }));
  await work.chunk('endpoint_consumers_day', (tx) => erasures.erasePairs(tx, { projectId, consumerId }));
};

const consumerSignals: Step = async (work) => {
  const { projectId } = work.claim;
  const consumerId = consumerOf(work).id;
  await work.chunk('signal', (tx) =>
    erasures.eraseFromSignals(tx, { projectId, whose: { consumerId }, standIn: null }),
  );
  await eraseRates(work, String(consumerId));
};

const consumerWords: Step = async (work) => {
  const { projectId } = work.claim;
  const { name } = consumerOf(work);
  await work.storage.transaction((tx) => erasures.disableRulesOf(tx, { projectId, consumer: name }));
  await eraseWords(work, redactConsumer(name));
};

/** What the detectors remember and what they read change in one transaction, and whoever folds begins anew from there. */
const accountSignals: Step = async (work) => {
  const { projectId } = work.claim;
  const { hash, standIn } = accountOf(work);
  const whose = { accountHash: Buffer.from(hash, 'hex') };
  await work.chunk('detector_state', async (tx) => {
    const states = await erasures.replaceInDetectorState(tx, { projectId, text: hash, by: standIn });
    const signals = await erasures.eraseFromSignals(tx, { projectId, whose, standIn: Buffer.from(standIn, 'hex') });
    await erasures.countErased(tx, work.claim, { table: 'signal', rows: signals });
    return states;
  });
  await eraseRates(work, hash);
};

const accountCalls: Step = (work) => eraseCalls(work, { accountHash: Buffer.from(accountOf(work).hash, 'hex') });

const accountWords: Step = (work) => {
  const { hash, standIn } = accountOf(work);
  return eraseWords(work, redactAccount(hash, standIn));
};

const endDetection: Step = async ({ storage, claim }) => {
  await storage.transaction((tx) => erasures.endFolding(tx, claim.projectId));
};

const projectRows: Step = async (work) => {
  const { projectId } = work.claim;
  for (const { name, of } of await erasures.listProjectTables(work.storage))
    await work.chunks(of, (tx, limit) => erasures.deleteProjectRows(tx, { table: name, projectId, limit }));
};

/** What is done for each kind, in order; all of it twice, the second time for what was under way the first. */
export const STEPS: Readonly<Record<erasures.ErasureKind, readonly Step[]>> = {
  project: [endDetection, projectRows],
  consumer: [endName, consumerCalls, consumerCounts, consumerSignals, consumerWords],
  account: [accountSignals, accountCalls, accountWords],
};
