const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

export const isGone = (error: unknown): boolean => codeOf(error) === 'ENOENT';

export const isUnreadable = (error: unknown): boolean => ['EACCES', 'EPERM'].some((code) => codeOf(error) === code);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
