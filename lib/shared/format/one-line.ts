/** Line breaks and control characters as spaces: they have no place in a subject. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
