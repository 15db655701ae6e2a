/** One grey bar, shown after 300 ms. `width` is any CSS length. */
export function SkeletonBar({ width = '100%', height = 10 }: { width?: string; height?: number }) {
  return <span aria-hidden="true" className="appear-late block rounded-1 bg-sunken" style={{ width, height }} />;
}

const WIDTHS = ['42%', '34%', '48%', '27%', '40%', '31%'];

/** Rows of the height that the loaded table will have, so that nothing jumps. */
export function SkeletonRows({ rows = 6, rowHeight = 30 }: { rows?: number; rowHeight?: number }) {
  return (
    <output aria-label="Loading" className="block">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="flex items-center justify-between gap-6 px-4" style={{ height: rowHeight }}>
          <SkeletonBar width={WIDTHS[row % WIDTHS.length] ?? '40%'} />
          <span className="flex gap-6">
            <SkeletonBar width="48px" />
            <SkeletonBar width="40px" />
          </span>
        </span>
      ))}
    </output>
  );
}

/** A block of the given height, for panels whose body is neither rows nor a chart. */
export function SkeletonBlock({ height }: { height: number }) {
  return (
    <output aria-label="Loading" className="flex flex-col gap-2.5 overflow-hidden px-4 py-3.5" style={{ height }}>
      <SkeletonBar width="30%" height={14} />
      <SkeletonBar width="70%" />
      <SkeletonBar width="55%" />
    </output>
  );
}
