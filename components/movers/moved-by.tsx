import { ArrowGlyph } from '../ui/state/glyphs';

/** The factor that something moved by at least: "↑ 3.9×", "↓ 52 %". */
export function MovedBy({ factor }: { factor: number }) {
  const isUp = factor >= 1;
  const percent = Math.abs(factor - 1) * 100;
  const size = factor >= 2 ? `${factor.toFixed(factor < 9.95 ? 1 : 0)}×` : `${percent.toFixed(0)} %`;
  return (
    <span className="inline-flex items-center gap-1 font-medium whitespace-nowrap text-ink">
      <ArrowGlyph down={!isUp} />
      <span className="sr-only">{isUp ? 'up' : 'down'}</span>
      {size}
    </span>
  );
}
