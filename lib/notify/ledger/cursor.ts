import { z } from 'zod';
import { AppError } from '../../shared';

const position = z.tuple([z.coerce.date(), z.string()]);

/** Where a page of messages ended, as opaque text. */
export function writeCursor({ createdAt, id }: { createdAt: string; id: string }): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** Throws AppError `invalid` for text that `writeCursor` did not make. */
export function readCursor(text: string): { createdAt: Date; id: string } {
  try {
    const [createdAt, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { createdAt, id };
  } catch {
    throw new AppError('invalid', 'is not a cursor of this list', { field: 'cursor' });
  }
}
