/** What a semicolon may stand in without ending a statement; a body between dollars ends with its own tag. */
const QUOTED = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/y;

/**
 * The statements of a script, one by one: a cluster takes no two in one query when they change the schema. Knows comments,
 * quotes and bodies between dollars; no nested comments, and no backslashes in quotes.
 * @param {string} sql
 * @returns {string[]} without the semicolons, and without what is only space and comments
 */
export function splitSql(sql) {
  const statements = [];
  let [from, at] = [0, 0];
  let empty = true;
  while (at < sql.length) {
    QUOTED.lastIndex = at;
    const quoted = QUOTED.exec(sql)?.[0];
    if (quoted) {
      at += quoted.length;
      empty &&= /^(--|\/\*)/.test(quoted);
      continue;
    }
    if (sql[at] === ';') {
      if (!empty) statements.push(sql.slice(from, at).trim());
      [from, empty] = [at + 1, true];
    } else if (!/\s/.test(sql[at] ?? '')) empty = false;
    at += 1;
  }
  if (!empty) statements.push(sql.slice(from).trim());
  return statements;
}
