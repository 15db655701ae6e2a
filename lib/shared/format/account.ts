/** An account hash as people see it: its first four characters, "acct_7f3a…". */
export function formatAccount(hash: string): string {
  return `acct_${hash.slice(0, 4)}…`;
}
