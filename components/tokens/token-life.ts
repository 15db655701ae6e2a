const DAY_MS = 86_400_000;

/** How long a token may be used. */
export const LIVES = [
  { value: '30', label: 'in 30 d' },
  { value: '90', label: 'in 90 d' },
  { value: '365', label: 'in 365 d' },
  { value: 'never', label: 'never' },
] as const;
export type Life = (typeof LIVES)[number]['value'];

/** When a token that is made at `nowMs` ends, ISO 8601; null for never. */
export const expiryOf = (life: Life, nowMs: number): string | null =>
  life === 'never' ? null : new Date(nowMs + Number(life) * DAY_MS).toISOString();
