import type { NavSection } from '../nav/nav-items';

/** What the frame gives the palette to go to and to do. */
export interface FrameActions {
  sections: readonly NavSection[];
  /** All projects of the organization, with links that keep the range. */
  siblings: readonly { id: number; name: string; href: string }[];
  project: { id: number; environments: readonly string[]; archives: readonly string[] };
  kept: string;
  showKeys: () => void;
}
