'use client';

import type { ComponentProps } from 'react';
import { Input } from '../ui/control/input';

/** Takes the 6 digits of an authenticator app; phones offer their number keys and password managers their codes. */
export function CodeInput(props: Omit<ComponentProps<typeof Input>, 'mono' | 'unit'>) {
  return <Input {...props} mono inputMode="numeric" autoComplete="one-time-code" spellCheck={false} />;
}
