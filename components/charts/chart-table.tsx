import { stepText } from './scale/step-text';
import type { ChartUnit } from './scale/unit';
import { bandText } from './band';
import type { StepValues } from './pointing/step-tooltip';

const say = (value: number | null, unit: ChartUnit): string => (value === null ? 'no data' : unit.value(value));

/** The chart's numbers as a table, newest step first, scrolling in the height of the chart. */
export function ChartTable({ title, height, values }: { title: string; height: number; values: StepValues }) {
  const { times, stepMs, range, series, unit, previous, band } = values;
  const rows = times.map((at, index) => ({ at, index })).reverse();
  return (
    <div className="overflow-auto" style={{ height }}>
      <table className="w-full text-12">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-surface">
          <tr className="text-11 text-ink-3 *:h-7 *:border-b *:border-line *:font-normal">
            <th scope="col" className="text-left">
              Time
            </th>
            {series.map((line) => (
              <th key={line.key} scope="col" className="pl-3 text-right whitespace-nowrap">
                {line.label}
              </th>
            ))}
            {band ? (
              <th scope="col" className="pl-3 text-right whitespace-nowrap">
                {band.label}
              </th>
            ) : null}
            {previous ? (
              <th scope="col" className="pl-3 text-right whitespace-nowrap">
                Before
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, index }) => (
            <tr key={at} className="*:h-6 *:border-b *:border-line">
              <th scope="row" className="text-left font-normal whitespace-nowrap text-ink-2">
                {stepText(at, stepMs, range)}
              </th>
              {series.map((line) => {
                const value = line.values[index] ?? null;
                return (
                  <td key={line.key} className="pl-3 text-right whitespace-nowrap">
                    {say(value, line.unit ?? unit)}
                  </td>
                );
              })}
              {band ? (
                <td className="pl-3 text-right whitespace-nowrap text-ink-2">
                  {bandText(band, index, unit) ?? 'not known'}
                </td>
              ) : null}
              {previous ? (
                <td className="pl-3 text-right whitespace-nowrap text-ink-2">{say(previous[index] ?? null, unit)}</td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
