import type { Plot } from '../scale/plot';
import { spreadOut } from '../scale/spread-out';
import type { ChartMark } from '../types';

const RADIUS_PX = 8;
const GAP_PX = 2 * RADIUS_PX + 2;

/** Letters in a row above the plot, matching the story; the strong ones are filled. Each leads down to its exact time. */
export function LettersLayer({ plot, marks }: { plot: Plot; marks: readonly ChartMark[] }) {
  const lettered = marks.filter((mark) => mark.letter).toSorted((a, b) => a.at - b.at);
  const places = spreadOut(
    lettered.map((mark) => plot.x(mark.at)),
    { gap: GAP_PX, from: RADIUS_PX + 1, to: plot.width - RADIUS_PX - 1 },
  );
  return (
    <svg aria-hidden="true" width={plot.width} height={plot.height} className="pointer-events-none absolute inset-0">
      {lettered.map((mark, index) => (
        <path
          key={mark.key}
          d={`M${places[index]} 9L${plot.x(mark.at)} ${plot.top - 2}V${plot.bottom}`}
          fill="none"
          stroke="var(--line-strong)"
          strokeDasharray="1 2"
        />
      ))}
      {lettered.map((mark, index) => (
        <Letter key={mark.key} mark={mark} x={places[index] ?? 0} />
      ))}
    </svg>
  );
}

function Letter({ mark, x }: { mark: ChartMark; x: number }) {
  return (
    <g>
      <title>{mark.label}</title>
      <circle
        cx={x}
        cy="9"
        r={RADIUS_PX}
        fill={mark.strong ? 'var(--attack)' : 'var(--surface)'}
        stroke={mark.strong ? 'var(--attack)' : 'var(--control-line)'}
      />
      <text x={x} y="13" textAnchor="middle" fontSize="11" fill={mark.strong ? 'var(--on-attack)' : 'var(--ink-2)'}>
        {mark.letter}
      </text>
    </g>
  );
}
