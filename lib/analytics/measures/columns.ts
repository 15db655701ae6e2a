import { CONSUMER_SUMS, ENDPOINT_SUMS } from '../../storage';

type Positions<Names extends readonly string[]> = Readonly<Record<Names[number], number>>;

function positions<Names extends readonly string[]>(names: Names): Positions<Names>;
function positions(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map((name, index) => [name, index]));
}

/** Where each sum of the endpoint tiers stands. */
export const E = positions(ENDPOINT_SUMS);
/** Where each sum of the consumer tiers stands. */
export const C = positions(CONSUMER_SUMS);
