import { useState } from 'react';

/** What a value was last that may be null by now; null before it was anything. */
export function useLast<T>(value: T | null): T | null {
  const [last, setLast] = useState(value);
  if (value !== null && value !== last) setLast(value);
  return value ?? last;
}
