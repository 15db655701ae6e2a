import { HEAD_BYTES, MAGIC, offsetsOf } from './packed';

const LINE = /^(\d+),(\d+),(\d+),(.*)$/;
const LONGEST_NAME = 100;
const HOST_BITS = 64n;

/** Ranges that begin where the one before ends; what belongs to nobody is a range of provider 0. */
class Ranges<Address extends number | bigint> {
  readonly starts: Address[] = [];
  readonly providers: number[] = [];
  private next: Address | null = null;

  add({ from, after, provider }: { from: Address; after: Address; provider: number }): void {
    if (this.next !== null && this.next < from) this.begin(this.next, 0);
    this.begin(from, provider);
    this.next = after;
  }

  end(last: Address): void {
    if (this.next !== null && this.next < last) this.begin(this.next, 0);
  }

  private begin(start: Address, provider: number): void {
    const at = this.starts.length - 1;
    if (this.starts[at] === start) this.providers[at] = provider;
    else if (this.providers[at] !== provider) {
      this.starts.push(start);
      this.providers.push(provider);
    }
  }
}

/** Each provider once; the first is nobody. */
class Providers {
  readonly asns = [0];
  readonly names = [''];
  private readonly known = new Map<string, number>();

  indexOf(asn: number, name: string): number {
    const key = `${asn} ${name}`;
    const index = this.known.get(key) ?? this.asns.push(asn) - 1;
    if (index === this.names.length) this.names.push(name);
    this.known.set(key, index);
    return index;
  }
}

const nameIn = (cell: string): string =>
  (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell).slice(0, LONGEST_NAME);

function* rowsIn(csv: string, providers: Providers) {
  for (const line of csv.split('\n')) {
    if (line === '') continue;
    const [, from, to, asn, name] = LINE.exec(line.trimEnd()) ?? [];
    if (from === undefined || to === undefined || name === undefined)
      throw new Error(`no range of a network: ${line.slice(0, 80)}`);
    yield { from, to, provider: providers.indexOf(Number(asn), nameIn(name)) };
  }
}

/**
 * Packs two lists of networks for `readNetworks`: lines of first and last address as whole numbers, AS number and organisation,
 * in the order of addresses. Of IPv6 the upper 64 bits are kept, which is what networks are told apart by. Throws for a line
 * that is none.
 */
export function packNetworks(lists: { v4: string; v6: string }): Uint8Array {
  const providers = new Providers();
  const v4 = new Ranges<number>();
  for (const { from, to, provider } of rowsIn(lists.v4, providers))
    v4.add({ from: Number(from), after: Number(to) + 1, provider });
  v4.end(2 ** 32);
  const v6 = new Ranges<bigint>();
  for (const { from, to, provider } of rowsIn(lists.v6, providers))
    v6.add({ from: BigInt(from) >> HOST_BITS, after: (BigInt(to) >> HOST_BITS) + 1n, provider });
  v6.end(1n << HOST_BITS);
  return write({ v4, v6, providers });
}

function write({ v4, v6, providers }: { v4: Ranges<number>; v6: Ranges<bigint>; providers: Providers }): Uint8Array {
  const layout = { v6: v6.starts.length, v4: v4.starts.length, providers: providers.asns.length };
  const at = offsetsOf(layout);
  const names = providers.names.map((name) => new TextEncoder().encode(name));
  const packed = new Uint8Array(at.names + names.reduce((sum, { length }) => sum + length, 0));
  const { buffer } = packed;
  new Uint32Array(buffer, 0, HEAD_BYTES / 4).set([MAGIC, layout.v6, layout.v4, layout.providers]);
  new BigUint64Array(buffer, at.v6Starts, layout.v6).set(v6.starts);
  new Uint32Array(buffer, at.v6Providers, layout.v6).set(v6.providers);
  new Uint32Array(buffer, at.v4Starts, layout.v4).set(v4.starts);
  new Uint32Array(buffer, at.v4Providers, layout.v4).set(v4.providers);
  new Uint32Array(buffer, at.asns, layout.providers).set(providers.asns);
  const ends = new Uint32Array(buffer, at.nameEnds, layout.providers);
  let end = 0;
  for (const [index, name] of names.entries()) {
    packed.set(name, at.names + end);
    end += name.length;
    ends[index] = end;
  }
  return packed;
}
