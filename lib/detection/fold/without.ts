/** The items that do not match: the array itself when none does, as mostly. */
export function without<T>(items: T[], matches: (item: T) => boolean): T[] {
  return items.some(matches) ? items.filter((item) => !matches(item)) : items;
}
