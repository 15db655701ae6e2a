/** `CWN1`, little-endian as all numbers of the file are. */
export const MAGIC = 0x314e_5743;
/** Magic, then how many ranges of IPv6, of IPv4 and how many providers. */
export const HEAD_BYTES = 16;

export interface Layout {
  v6: number;
  v4: number;
  providers: number;
}

/** Where each list begins. Addresses of IPv6 come first: their 8 bytes want to begin at a multiple of 8. */
export function offsetsOf({ v6, v4, providers }: Layout) {
  const v6Starts = HEAD_BYTES;
  const v6Providers = v6Starts + 8 * v6;
  const v4Starts = v6Providers + 4 * v6;
  const v4Providers = v4Starts + 4 * v4;
  const asns = v4Providers + 4 * v4;
  const nameEnds = asns + 4 * providers;
  return { v6Starts, v6Providers, v4Starts, v4Providers, asns, nameEnds, names: nameEnds + 4 * providers };
}
