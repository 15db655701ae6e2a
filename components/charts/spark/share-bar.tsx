/** A thin bar for a part of a total or of the largest row; the number stands beside it. */
export function ShareBar({ share, width = 96 }: { share: number; width?: number }) {
  const length = Math.max(share > 0 ? 2 : 0, Math.min(1, share) * width);
  return (
    <svg width={width} height="6" aria-hidden="true" className="inline-block align-middle">
      <rect width={length} height="6" rx="1" fill="var(--pct-50)" />
    </svg>
  );
}
