import type { Provider } from '../../lib/shared';

/** Who announces a network; "none" where nobody is known to. */
export function ProviderName({ provider }: { provider: Provider | null }) {
  if (provider !== null) return <span title={`AS${provider.asn}`}>{provider.name}</span>;
  return (
    <span className="text-ink-3" title="A private or reserved address, or of a network that is not known">
      none
    </span>
  );
}

/** The licence of the list of networks asks for it wherever names of it are shown. */
export function ProviderCredit() {
  return (
    <span>
      Networks by{' '}
      <a href="https://db-ip.com" rel="noreferrer" target="_blank" className="underline">
        DB-IP
      </a>
      , RouteViews and NRO, CC BY 4.0.
    </span>
  );
}
