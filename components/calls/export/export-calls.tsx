'use client';

import { useState } from 'react';
import { errorDetails, usePageState } from '../../../lib/client';
import type { CallHistogramAnswer, ExportFormat } from '../../../lib/shared';
import { countOf, formatBytes, formatCount, formatRange } from '../../../lib/shared';
import { Button } from '../../ui/control/button';
import { Segmented } from '../../ui/control/segmented';
import { Dialog } from '../../ui/overlay/dialog';
import { ErrorState } from '../../ui/state/error-state';
import { ProgressBar } from '../../ui/state/progress-bar';
import { countWords } from '../explorer/count-words';
import { useExpiredSince } from '../explorer/use-expired-since';
import type { FilterChips } from '../filters/use-filter-chips';
import { type ExportProgress, type ExportState, useExport } from './use-export';

const FORMATS = [
  { value: 'csv', label: 'CSV' },
  { value: 'ndjson', label: 'NDJSON' },
] as const;

type ExportCallsProps = { filters: FilterChips; counted: CallHistogramAnswer | undefined; now: number };

/** Writes all calls that pass the filters into a file. The dialog may be closed while it goes on. */
export function ExportCalls({ filters, counted, now }: ExportCallsProps) {
  const { range, environment } = usePageState();
  const hasExpired = useExpiredSince() !== null;
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const { state, start, cancel } = useExport();
  const { fromMs, toMs } = range.exact;
  const begin = () => start({ fromMs, toMs, environment, filter: filters.query }, format);
  const isRunning = state.kind === 'running';
  return (
    <>
      <Button size="tall" onClick={() => setOpen(true)}>
        {isRunning ? `Exporting ${percentOf(state.progress)}` : 'Export…'}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Export calls"
        description={`${scopeWords(counted, hasExpired)}, ${formatRange(fromMs, toMs, now)}, newest first.`}
      >
        <div className="grid gap-4">
          {isRunning ? null : (
            <div>
              <Segmented<ExportFormat> label="Format" options={FORMATS} value={format} onChange={setFormat} />
            </div>
          )}
          <Outcome state={state} onRetry={begin} />
          <div className="flex gap-2">
            {isRunning ? (
              <Button size="touch" onClick={cancel}>
                Cancel
              </Button>
            ) : (
              <Button kind="ink" size="touch" onClick={begin}>
                Export {format === 'csv' ? 'CSV' : 'NDJSON'}
              </Button>
            )}
          </div>
        </div>
      </Dialog>
    </>
  );
}

function scopeWords(counted: CallHistogramAnswer | undefined, hasExpired: boolean): string {
  if (!counted) return 'All calls that pass the filters';
  return countWords(counted, hasExpired) ?? countOf(0, 'call');
}

const ratioOf = ({ calls, of }: ExportProgress): number | null => (of === null || of === 0 ? null : calls / of);

function percentOf(progress: ExportProgress): string {
  const ratio = ratioOf(progress);
  return ratio === null || progress.isPart ? formatCount(progress.calls) : `${Math.floor(Math.min(1, ratio) * 100)} %`;
}

function Outcome({ state, onRetry }: { state: ExportState; onRetry: () => void }) {
  if (state.kind === 'idle') return null;
  if (state.kind === 'failed') {
    return (
      <ErrorState title="The export failed. Nothing was saved." onRetry={onRetry} details={errorDetails(state.error)}>
        {state.error.message}
      </ErrorState>
    );
  }
  const { progress } = state;
  const size = formatBytes(progress.sizeBytes);
  if (state.kind === 'done') {
    return (
      <output>
        Saved {countOf(progress.calls, 'call')}, {size}, as <span className="wrap-anywhere">{state.fileName}</span>.
      </output>
    );
  }
  if (state.kind === 'cancelled')
    return <output>Cancelled after {countOf(progress.calls, 'call')}. Nothing was saved.</output>;
  const of = progress.of === null ? '' : ` of ${progress.isPart ? 'at least ' : ''}${formatCount(progress.of)}`;
  return (
    <div className="grid gap-1.5">
      <ProgressBar label="Export" ratio={progress.isPart ? null : ratioOf(progress)} />
      <p className="text-12 text-ink-2">
        {formatCount(progress.calls)}
        {of} calls, {size}
      </p>
    </div>
  );
}
