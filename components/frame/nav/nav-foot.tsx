import { PageLink } from '../../ui/control/page-link';
import { formatBytes, formatCount } from '../../../lib/shared';

export type NavFootProps = {
  version: string;
  callsPerMinute: number | null;
  lostCalls: number | null;
  storageBytes: number | null;
  /** Page about the instance; null for those who may not see it. */
  statusHref: string | null;
  onKeys: () => void;
};

/** What the instance does right now: ingest rate, lost calls, storage, version. */
export function NavFoot({ version, callsPerMinute, lostCalls, storageBytes, statusHref, onKeys }: NavFootProps) {
  return (
    <div className="px-4 pt-2 pb-4 text-11 text-ink-3">
      {callsPerMinute === null ? null : (
        <p>
          <b className="font-medium text-ink-2">Ingest</b> {formatCount(callsPerMinute)}/min, {formatCount(lostCalls)}{' '}
          lost
        </p>
      )}
      {storageBytes === null ? null : (
        <p>
          <b className="font-medium text-ink-2">Storage</b> {formatBytes(storageBytes)}
        </p>
      )}
      {statusHref ? (
        <p>
          <PageLink
            href={statusHref}
            className="ring-focus inline-block rounded-1 py-1 font-medium text-ink-2 hover:text-ink"
          >
            Status of this server
          </PageLink>
        </p>
      ) : null}
      <p>
        <button type="button" onClick={onKeys} className="ring-focus rounded-1 py-1 hover:text-ink">
          <b className="font-medium text-ink-2">Keys</b>{' '}
          <kbd className="rounded-1 border border-line bg-sunken px-1 font-sans">?</kbd>
        </button>{' '}
        v{version}
      </p>
    </div>
  );
}
