interface Marked<Value> {
  mark: string;
  value: Value;
}

interface Known<Value> extends Marked<Value> {
  /** When it was asked for the last time. */
  used: number;
}

/** So much is left where something had to be forgotten, for what comes next. */
const LEFT = 0.9;

/**
 * What was read, by what was asked for and the mark of the rows that it came from. As much as is allowed is kept: what was not asked
 * for the longest is forgotten first.
 */
export class MarkedMemory<Value> {
  private readonly known = new Map<string, Known<Value>>();
  private size = 0;
  private clock = 0;

  constructor(
    private readonly most: number,
    private readonly sizeOf: (value: Value) => number,
  ) {}

  find(key: string, mark: string | undefined): Value | undefined {
    const found = this.known.get(key);
    if (!found || found.mark !== mark) return undefined;
    found.used = ++this.clock;
    return found.value;
  }

  keep(key: string, marked: Marked<Value>): void {
    this.forget(key);
    this.known.set(key, { ...marked, used: ++this.clock });
    this.size += this.sizeOf(marked.value);
    if (this.size > this.most) this.shrink();
  }

  private shrink(): void {
    const oldest = [...this.known].sort(([, a], [, b]) => a.used - b.used);
    for (const [key] of oldest) {
      if (this.size <= this.most * LEFT) return;
      this.forget(key);
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
