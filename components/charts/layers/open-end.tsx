import { type LinesLayerProps, pointsOf } from '../line-rows';
import { areaPath, linePath } from '../scale/runs';

/** What of the lines is not over, dashed; and the values between two gaps, which no line can draw. */
export function OpenEnd({ plot, rows, lines, filled }: LinesLayerProps) {
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {lines.map(({ key, color }) => {
        const open = pointsOf(rows, `${key}:open`, plot);
        const alone = filled ? [] : pointsOf(rows, `${key}:alone`, plot);
        return (
          <g key={key}>
            {filled ? <path d={areaPath(open, plot.bottom)} fill={color} fillOpacity="0.1" /> : null}
            <path d={linePath(open)} fill="none" stroke={color} strokeWidth="1.5" strokeDasharray="2 3" />
            {alone.map((point) =>
              point ? <circle key={point[0]} cx={point[0]} cy={point[1]} r="1.5" fill={color} /> : null,
            )}
          </g>
        );
      })}
    </svg>
  );
}
