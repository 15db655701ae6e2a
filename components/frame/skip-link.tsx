/** First stop of the tab key: past header and navigation. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="ring-focus sr-only z-50 rounded-2 bg-surface px-3 py-2 font-medium text-accent focus:not-sr-only focus:fixed focus:top-1 focus:left-1"
    >
      Skip to content
    </a>
  );
}
