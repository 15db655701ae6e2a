/**
 * What the command line asks for before anything is done: `--help` prints the usage and ends with 0, a wrong argument a line,
 * the usage and 2. Returns where there is work to do.
 * @param {{ usage: string, problem: string | undefined }} options the problem in one line, if the arguments have one
 */
export function answerUsage({ usage, problem }) {
  const asked = process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h');
  if (!asked && problem === undefined) return;
  if (asked) console.log(usage);
  else console.error(`callwatch: ${problem}\n\n${usage}`);
  process.exit(asked ? 0 : 2);
}
