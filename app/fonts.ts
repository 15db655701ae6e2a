import localFont from 'next/font/local';

// Without the adjusted fallback of `geist/font`: that is a `local("Arial")` face, and the Chromium of the browser
// tests, which has no system fonts, crashed on it in about one of four page loads.
export const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
  adjustFontFallback: false,
});

export const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  adjustFontFallback: false,
});
