type SparkBarsProps = {
  values: readonly (number | null)[];
  /** Steps in the attack colour. */
  hot?: readonly boolean[] | undefined;
  height?: number;
};

/** Bars without axes on their own scale, as wide as their place. Decorative: the numbers stand beside them. */
export function SparkBars({ values, hot, height = 24 }: SparkBarsProps) {
  const max = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0) || 1;
  const width = values.length * 4;
  const firstHot = hot?.indexOf(true) ?? -1;
  return (
    <svg
      width="100%"
      height={height}
      viewBox={`0 0 ${Math.max(1, width)} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="block"
    >
      {firstHot >= 0 ? (
        <rect x={firstHot * 4} width={width - firstHot * 4} height={height} fill="var(--window)" />
      ) : null}
      {values.map((value, index) => {
        const bar = Math.max(value ? 1 : 0, Math.round(((value ?? 0) / max) * (height - 1) * 10) / 10);
        const fill = hot?.[index] ? 'var(--attack-mark)' : 'var(--series-1)';
        // oxlint-disable-next-line react/no-array-index-key -- a bar is its place in time
        return <rect key={index} x={index * 4} y={height - 1 - bar} width="3" height={bar} fill={fill} />;
      })}
      <rect y={height - 1} width={width} height="1" fill="var(--line-strong)" />
    </svg>
  );
}
