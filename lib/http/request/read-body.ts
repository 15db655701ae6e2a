import { AppError } from '../../shared';

const MAX_BYTES = 1_048_576;
const tooLarge = (): AppError => new AppError('too_large', 'the body is larger than 1 MiB');

async function readCapped(body: ReadableStream<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MAX_BYTES) throw tooLarge();
    parts.push(part);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
}

/** The body's object, empty without a body. Throws `invalid`, `too_large`, `unsupported_media_type`. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  if (!request.body || request.method === 'GET' || request.method === 'HEAD') return {};
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) throw tooLarge();
  const text = await readCapped(request.body).catch((error: unknown) => {
    throw error instanceof TypeError ? new AppError('invalid', 'the body is not UTF-8') : error;
  });
  if (text === '') return {};
  // anything else could be sent by a form of another site without asking
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new AppError('unsupported_media_type', 'the body must be application/json');
  }
  return parseObject(text);
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AppError('invalid', 'the body must be a JSON object');
  }
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== '__proto__'));
}
