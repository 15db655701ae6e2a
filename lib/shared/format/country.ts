const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** Name of a country by its ISO 3166-1 alpha-2 code: "Germany". */
export function formatCountry(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
