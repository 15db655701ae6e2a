// `npm run --silent admin -- COMMAND`: what an operator does beside the running instance. Bad input: one line, exit 2;
// without a command that there is, the usage too.
import { Command, CommanderError } from 'commander';
import { failureOf, lacksCommand } from './admin/failure';

const program = new Command('admin')
  .description('Manages the instance that runs on CALLWATCH_DATA_DIR, or the one behind DATABASE_URL')
  .exitOverride()
  .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
  .allowExcessArguments(false);

// each command loads what it needs when it runs, so that help and a mistyped option answer at once
program
  .command('bootstrap')
  .description('makes user, organization and project where they are missing; a new ingest key and API token each time')
  .requiredOption('--email <address>', 'of the owner; an existing user keeps the password')
  .requiredOption('--password <password>', 'of a new user, at least 12 characters')
  .requiredOption('--organization <name>')
  .requiredOption('--project <name>')
  .action(async (options: unknown) => {
    const { runBootstrap } = await import('./admin/run-bootstrap');
    const { answer, note } = await runBootstrap(process.env, options);
    if (note !== null) console.error(note);
    console.log(JSON.stringify(answer));
  });

program
  .command('reset-password')
  .description('sets a password and ends all sessions of the user')
  .requiredOption('--email <address>')
  .requiredOption('--password <password>', 'at least 12 characters')
  .action(async (options: unknown) => {
    const { runResetPassword } = await import('./admin/run-reset-password');
    console.log(await runResetPassword(process.env, options));
  });

program
  .command('reset-two-factor')
  .description('removes the second factor and recovery codes of a user who lost them, and ends all sessions')
  .requiredOption('--email <address>')
  .action(async (options: unknown) => {
    const { runResetTwoFactor } = await import('./admin/run-reset-two-factor');
    console.log(await runResetTwoFactor(process.env, options));
  });

program
  .command('list')
  .description('lists users, organizations and projects')
  .action(async () => {
    const { runList } = await import('./admin/run-list');
    console.log(await runList(process.env));
  });

try {
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0); // --help
  const { line, exitCode } = await failureOf(error);
  console.error(line);
  if (lacksCommand(error)) console.error(`\n${program.helpInformation().trimEnd()}`);
  process.exitCode = exitCode;
}
