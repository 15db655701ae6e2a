import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '../components/frame/providers';
import { getPageTime } from '../lib/http';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Callwatch', template: '%s · Callwatch' },
  description: 'Watches what callers do to an API',
  icons: { icon: '/favicon.svg' },
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#12161b' },
  ],
};

/** The document of every page. The theme script runs before the first paint with the nonce that the server sent in. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <html lang="en" suppressHydrationWarning className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body className="font-sans">
        <Providers nonce={nonce} nowMs={getPageTime()}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
