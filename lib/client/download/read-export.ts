import { ApiError, decodeError } from '../api-error';

/** What the server says before the calls come. */
export interface ExportHead {
  /** Calls that passed the filter when the export began; null when the server did not count them. */
  calls: number | null;
  /** At least so many: there was no time to count all. */
  isPart: boolean;
  fileName: string;
}

interface ReadExportInput {
  url: string;
  fallbackName: string;
  signal: AbortSignal;
  onHead: (head: ExportHead) => void;
  onChunk: (chunk: Uint8Array<ArrayBuffer>) => void;
}

/** Reads a file of calls as it comes. Throws `ApiError` when it is refused or breaks off, and an `AbortError` when it was cancelled. */
export async function readExport({ url, fallbackName, signal, onHead, onChunk }: ReadExportInput): Promise<void> {
  const response = await fetch(url, { credentials: 'same-origin', signal }).catch(brokenOff(signal));
  if (!response.ok || !response.body) throw await decodeError(response);
  onHead(headOf(response.headers, fallbackName));
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(brokenOff(signal));
    if (done) return;
    onChunk(value);
  }
}

const brokenOff =
  (signal: AbortSignal) =>
  (error: unknown): never => {
    if (signal.aborted) throw error;
    throw new ApiError('unavailable', 'The export broke off: the connection to the server ended.', { requestId: null });
  };

function headOf(headers: Headers, fallbackName: string): ExportHead {
  const calls = Number(headers.get('callwatch-calls') ?? Number.NaN);
  return {
    calls: Number.isFinite(calls) ? calls : null,
    isPart: headers.get('callwatch-calls-counted') === 'part',
    fileName: /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? fallbackName,
  };
}
