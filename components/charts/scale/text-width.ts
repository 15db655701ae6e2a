/** Width of a character of 11 px text, px; digits, the widest of what charts say, have this one. */
const CHARACTER_PX = 6.6;

/** About how wide a label of a chart is, px; never less than it is. */
export const textPx = (text: string): number => text.length * CHARACTER_PX;
