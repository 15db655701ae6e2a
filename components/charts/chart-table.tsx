import { stepText } from './scale/step-text';
import { bandText } from './band';
import { countAt, inWords, say, type StepValues, tellsCounts } from './pointing/step-tooltip';

interface Column {
  key: string;
  label: string;
  /** Of the series themselves, which stand out. */
  own: boolean;
  cell: (index: number) => string;
}

/** A column of each series, and of what stands beside them. */
function columnsOf(values: StepValues): Column[] {
  const { series, stepMs, unit, previous, band } = values;
  const columns = series.map((line): Column => ({
    key: line.key,
    label: line.label,
    own: true,
    cell: (index) => say(line.values[index], line.unit ?? unit),
  }));
  const add = (label: string, cell: Column['cell']) =>
    columns.push({ key: `beside ${label}`, label, own: false, cell });
  if (tellsCounts(values)) {
    add(inWords(stepMs), (index) => {
      const counted = countAt(values, index);
      if (!counted) return 'no data';
      return counted.isOver ? counted.count : `${counted.count} so far`;
    });
  }
  if (band) add(band.label, (index) => bandText(band, index, unit) ?? 'not known');
  if (previous) add('Before', (index) => say(previous[index], unit));
  return columns;
}

/** The chart's numbers as a table, newest step first, scrolling in the height of the chart. */
export function ChartTable({ title, height, values }: { title: string; height: number; values: StepValues }) {
  const { times, stepMs, range } = values;
  const columns = columnsOf(values);
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
            {columns.map(({ key, label }) => (
              <th key={key} scope="col" className="pl-3 text-right whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, index }) => (
            <tr key={at} className="*:h-6 *:border-b *:border-line">
              <th scope="row" className="text-left font-normal whitespace-nowrap text-ink-2">
                {stepText(at, stepMs, range)}
              </th>
              {columns.map(({ key, own, cell }) => (
                <td key={key} className={`pl-3 text-right whitespace-nowrap ${own ? '' : 'text-ink-2'}`}>
                  {cell(index)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
