import type { WireAccepted } from '../../../sdk/src/wire';
import type { AppError, ErrorCode } from '../../shared';
import type { OtlpEncoding } from '../decode/otlp/otlp-format';
import type { Content } from './answer';

/** `google.rpc.Code` of the errors that ingest has; UNKNOWN for others. */
const RPC_CODE: Partial<Record<ErrorCode, number>> = {
  invalid: 3,
  too_large: 3,
  unsupported_media_type: 3,
  rate_limited: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
};
const UNKNOWN = 2;
const CODES_TOLD = 5;

/** `2 calls: invalid_time, a span needs …; 1 call: …` */
function reasons(rejected: WireAccepted['rejected']): string {
  const byCode = new Map<string, { calls: number; message: string }>();
  for (const { code, message } of rejected) {
    const reason = byCode.get(code) ?? { calls: 0, message };
    reason.calls += 1;
    byCode.set(code, reason);
  }
  const told = [...byCode].slice(0, CODES_TOLD).map(([code, { calls, message }]) => `${code} (${calls}): ${message}`);
  return [...told, ...(byCode.size > CODES_TOLD ? ['…'] : [])].join('; ');
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}

const numberField = (field: number, value: number): Buffer => Buffer.from([...varint(field * 8), ...varint(value)]);

function bytesField(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([...varint(field * 8 + 2), ...varint(bytes.length)]), bytes]);
}

const content = (encoding: OtlpEncoding, { json, protobuf }: { json: object; protobuf: Buffer }): Content =>
  encoding === 'json'
    ? { type: 'application/json', body: JSON.stringify(json) }
    : { type: 'application/x-protobuf', body: protobuf };

/** ExportTraceServiceResponse: empty when all calls were taken, as is every export without calls. */
export function exportResponse({ rejected }: WireAccepted, encoding: OtlpEncoding): Content {
  if (rejected.length === 0) return content(encoding, { json: {}, protobuf: Buffer.alloc(0) });
  const errorMessage = reasons(rejected);
  const partial = [numberField(1, rejected.length), bytesField(2, Buffer.from(errorMessage))];
  return content(encoding, {
    json: { partialSuccess: { rejectedSpans: String(rejected.length), errorMessage } },
    protobuf: bytesField(1, Buffer.concat(partial)),
  });
}

/** `google.rpc.Status`. */
export function rpcStatus({ code, message }: AppError, encoding: OtlpEncoding): Content {
  const number = RPC_CODE[code] ?? UNKNOWN;
  return content(encoding, {
    json: { code: number, message },
    protobuf: Buffer.concat([numberField(1, number), bytesField(2, Buffer.from(message))]),
  });
}
