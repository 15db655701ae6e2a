/** The logo mark: a band of what is normal and a line that leaves it. */
export function Mark() {
  return (
    <svg viewBox="0 0 18 16" width="18" height="16" fill="none" aria-hidden="true" className="shrink-0">
      <path fill="var(--line-strong)" d="M1 8.5h16v6H1z" />
      <path
        stroke="currentColor"
        strokeWidth="1.9"
        strokeLinejoin="round"
        strokeLinecap="round"
        d="m1.2 11.6 4-.8 2.9 1L12 2l2.6 8.9 2.4.5"
      />
    </svg>
  );
}
