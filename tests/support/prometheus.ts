/** Samples of Prometheus text by name and labels, as they stand: `name{a="b"}`. Throws for a line that is none. */
export function parseMetrics(text: string): Metrics {
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  for (const line of text.split('\n').filter(Boolean)) {
    const type = /^# TYPE (\w+) (counter|gauge|histogram|summary)$/.exec(line);
    if (type) types.set(type[1] ?? '', type[2] ?? '');
    if (line.startsWith('# ')) continue;
    const sample = /^([a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",?)*\})?) (\S+)$/.exec(line);
    const value = Number(sample?.[2]?.replace('Inf', 'Infinity'));
    if (!sample || (Number.isNaN(value) && sample[2] !== 'Nan')) throw new Error(`no sample of Prometheus: ${line}`);
    samples.set(sample[1] ?? '', value);
  }
  return { types, value: (name) => samples.get(name), has: (name) => samples.has(name), names: [...samples.keys()] };
}

export interface Metrics {
  /** Types by the name of the metric. */
  types: ReadonlyMap<string, string>;
  value(sample: string): number | undefined;
  has(sample: string): boolean;
  names: readonly string[];
}
