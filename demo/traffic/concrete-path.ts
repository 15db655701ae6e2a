import { skewed, type Random } from '../random';

const PRODUCTS = 480;
const TERMS = ['lamp', 'desk', 'chair', 'oak table', 'rug', 'shelf', 'mirror', 'sofa', 'blue vase', 'clock'];

/** A path that a client would ask for under the route template. */
export function concretePath(random: Random, route: string): string {
  const filled = route
    .replace(':sku', `SKU-${1000 + skewed(random, PRODUCTS)}`)
    .replace(':id', String(1 + skewed(random, PRODUCTS)));
  if (route !== '/v1/search') return filled;
  return `${filled}?q=${encodeURIComponent(TERMS[skewed(random, TERMS.length)] ?? 'lamp')}`;
}
