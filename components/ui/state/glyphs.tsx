import type { ReactNode } from 'react';

function Glyph({ children, size = 12 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {children}
    </svg>
  );
}

/** Points down on whatever opens a list. */
export const ChevronGlyph = () => (
  <Glyph size={10}>
    <path d="M2.5 4.5 6 8l3.5-3.5" />
  </Glyph>
);

/** The chosen one of a list, a done step, "Copied". */
export const CheckGlyph = ({ size = 12 }: { size?: number }) => (
  <Glyph size={size}>
    <path d="m3 6.3 2.1 2.1L9 4" strokeWidth="1.8" />
  </Glyph>
);

/** Closes a dialog or sheet; always next to or inside something with a name. */
export const CloseGlyph = () => (
  <Glyph>
    <path d="m2.5 2.5 7 7m0-7-7 7" />
  </Glyph>
);

/** Direction of a change outside the baseline, or of a sorted column. */
export const ArrowGlyph = ({ down = false }: { down?: boolean }) => (
  <Glyph size={10}>
    <path d={down ? 'M6 1.5v9M2.5 7 6 10.5 9.5 7' : 'M6 10.5v-9M2.5 5 6 1.5 9.5 5'} />
  </Glyph>
);

/** On what is dragged up and down. */
export const GripGlyph = () => (
  <Glyph size={10}>
    <path d="M2 3h8M2 6h8M2 9h8" />
  </Glyph>
);
