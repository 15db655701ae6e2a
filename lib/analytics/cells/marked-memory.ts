interface Marked<Value> {
  mark: string;
  value: Value;
}

/**
 * What was read, by what was asked for and the mark of the rows that it came from. As much as is allowed is kept: what was not asked
 * for the longest is forgotten first.
 */
export class MarkedMemory<Value> {
  private readonly known = new Map<string, Marked<Value>>();
  private size = 0;

  constructor(
    private readonly most: number,
    private readonly sizeOf: (value: Value) => number,
  ) {}

  find(key: string, mark: string | undefined): Value | undefined {
    const found = this.known.get(key);
    if (!found || found.mark !== mark) return undefined;
    this.known.delete(key);
    this.known.set(key, found);
    return found.value;
  }

  keep(key: string, marked: Marked<Value>): void {
    this.forget(key);
    this.known.set(key, marked);
    this.size += this.sizeOf(marked.value);
    for (const oldest of this.known.keys()) {
      if (this.size <= this.most) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const found = this.known.get(key);
    if (!found) return;
    this.size -= this.sizeOf(found.value);
    this.known.delete(key);
  }
}

/** A memory for each database, made when it is first asked for. */
export function memoriesOf<Value>(make: () => MarkedMemory<Value>): (database: object) => MarkedMemory<Value> {
  const memories = new WeakMap<object, MarkedMemory<Value>>();
  return (database) => {
    const known = memories.get(database) ?? make();
    memories.set(database, known);
    return known;
  };
}
