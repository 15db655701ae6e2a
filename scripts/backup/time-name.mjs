/**
 * A time as a part of a file's name, in UTC: `20261124-093015`.
 * @param {Date} at
 */
export const timeName = (at) => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
