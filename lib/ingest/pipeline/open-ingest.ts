import { retention } from '../../storage';
import { createIngest, type Ingest, type IngestOptions } from './create-ingest';

/**
 * Ingest by the database's clock, by which calls expire, too: processes agree on times whatever their hosts' clocks are set to.
 * Throws when the database cannot be asked.
 */
export async function openIngest(options: Omit<IngestOptions, 'nowMs'>): Promise<Ingest> {
  const { storage, warn } = options;
  const clock = await retention.keepClock(storage, (error) => warn({ err: error }, 'the clock could not be set'));
  const ingest = createIngest({ ...options, nowMs: clock.nowMs });
  return {
    ...ingest,
    close() {
      clock.close();
      return ingest.close();
    },
  };
}
