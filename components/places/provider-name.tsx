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

const LINK = { rel: 'noreferrer', target: '_blank', className: 'underline' };

/** The licence of the list of networks asks for it wherever names of it are shown. */
export function ProviderCredit() {
  return (
    <span>
      Networks by{' '}
      <a href="https://db-ip.com" {...LINK}>
        DB-IP
      </a>
      , RouteViews and NRO,{' '}
      <a href="https://creativecommons.org/licenses/by/4.0/" {...LINK}>
        CC BY 4.0
      </a>
      , modified (packed).
    </span>
  );
}
