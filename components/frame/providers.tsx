'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { type ReactNode, useState } from 'react';
import { ClockProvider, makeQueryClient } from '../../lib/client';
import { TooltipLayer } from '../ui/overlay/tooltip';

type ProvidersProps = {
  nonce: string | undefined;
  /** When the server drew the page, epoch ms. */
  nowMs: number;
  children: ReactNode;
};

/** Everything that pages take from above: theme, time, server state, URL state, tooltips. */
export function Providers({ nonce, nowMs, children }: ProvidersProps) {
  const [client] = useState(makeQueryClient);
  return (
    <ThemeProvider attribute="data-theme" disableTransitionOnChange {...(nonce ? { nonce } : {})}>
      <ClockProvider startMs={nowMs}>
        <QueryClientProvider client={client}>
          <NuqsAdapter>
            {children}
            <TooltipLayer />
          </NuqsAdapter>
        </QueryClientProvider>
      </ClockProvider>
    </ThemeProvider>
  );
}
