'use client';

import { useEffect, useRef, useState } from 'react';
import { callExportPath, type CallSearchInput, readExport } from '../../../lib/client';
import type { ExportFormat } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { countRows } from './count-rows';
import { FileParts, saveFile } from './file-parts';

export interface ExportProgress {
  calls: number;
  sizeBytes: number;
  /** How many there are to come; null while that is not known. */
  of: number | null;
  isPart: boolean;
}

export type ExportState =
  | { kind: 'idle' }
  | { kind: 'running'; progress: ExportProgress }
  | { kind: 'done'; progress: ExportProgress; fileName: string }
  | { kind: 'cancelled'; progress: ExportProgress }
  | { kind: 'failed'; error: Error };

const TYPES: Record<ExportFormat, string> = { csv: 'text/csv', ndjson: 'application/x-ndjson' };
const BEGUN: ExportProgress = { calls: 0, sizeBytes: 0, of: null, isPart: false };
/** The bar moves so often; pieces come far more often. */
const SAID_EVERY_MS = 100;

/** Reads all calls that pass the filter into a file, tells how far it is, and can be cancelled. It goes on while the page is open. */
export function useExport() {
  const { project } = useProject();
  const [state, setState] = useState<ExportState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const start = async (search: CallSearchInput, format: ExportFormat) => {
    const abort = new AbortController();
    running.current = abort;
    const [parts, rows] = [new FileParts(TYPES[format]), countRows(format)];
    let [progress, fileName, saidAtMs] = [BEGUN, `calls.${format}`, 0];
    const say = () => {
      saidAtMs = performance.now();
      setState({ kind: 'running', progress });
    };
    say();
    try {
      await readExport({
        url: callExportPath(project.id, { ...search, format }),
        fallbackName: fileName,
        signal: abort.signal,
        onHead: (head) => {
          fileName = head.fileName;
          progress = { ...progress, of: head.calls, isPart: head.isPart };
          say();
        },
        onChunk: (piece) => {
          parts.add(piece);
          progress = { ...progress, calls: rows.take(piece), sizeBytes: parts.sizeBytes };
          if (performance.now() - saidAtMs >= SAID_EVERY_MS) say();
        },
      });
      saveFile(parts.toBlob(), fileName);
      setState({ kind: 'done', progress, fileName });
    } catch (error) {
      if (abort.signal.aborted) setState({ kind: 'cancelled', progress });
      else setState({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    }
  };
  return {
    state,
    start: (search: CallSearchInput, format: ExportFormat) => void start(search, format),
    cancel: () => running.current?.abort(),
  };
}
