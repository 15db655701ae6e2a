import { formatCountry } from '../../lib/shared';

/** Name of a country; "none" where an address belongs to none that is known. */
export function CountryName({ country }: { country: string | null }) {
  if (country !== null) return <span title={country}>{formatCountry(country)}</span>;
  return (
    <span className="text-ink-3" title="A private or reserved address, or of a network that is not known">
      none
    </span>
  );
}
