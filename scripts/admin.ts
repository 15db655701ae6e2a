// `npm run --silent admin -- COMMAND`: what an operator does beside the running instance. Bad input: one line, exit 2.
import { Command, CommanderError } from 'commander';
import { bootstrap, bootstrapInput } from '../lib/projects';
import { hashNewPassword, resetPassword } from '../lib/auth';
import { sealSecret } from '../lib/storage';
import { failureOf } from './admin/failure';
import { formatUsers } from './admin/format-users';
import { withInstance } from './admin/instance';

const now = (): Date => new Date();
const program = new Command('admin')
  .description('Manages the instance that runs on CALLWATCH_DATA_DIR, or the one behind DATABASE_URL')
  .exitOverride()
  .configureOutput({ outputError: () => undefined, writeErr: () => undefined })
  .allowExcessArguments(false);

program
  .command('bootstrap')
  .description('makes user, organization and project where they are missing; a new ingest key and API token each time')
  .requiredOption('--email <address>', 'of the owner; an existing user keeps the password')
  .requiredOption('--password <password>', 'of a new user, at least 12 characters')
  .requiredOption('--organization <name>')
  .requiredOption('--project <name>')
  .action(async (options: unknown) => {
    const input = bootstrapInput.parse(options);
    const made = await withInstance(process.env, ({ storage, secret }) =>
      bootstrap({ storage, now, seal: (bytes) => sealSecret(secret, bytes), hashPassword: hashNewPassword }, input),
    );
    console.log(JSON.stringify(made));
  });

program
  .command('reset-password')
  .description('sets a password and ends all sessions of the user')
  .requiredOption('--email <address>')
  .requiredOption('--password <password>', 'at least 12 characters')
  .action(async ({ email, password }: { email: string; password: string }) => {
    const { endedSessions } = await withInstance(process.env, ({ storage }) =>
      resetPassword(storage, { email, password, now }),
    );
    console.log(`password of ${email} is set; sessions ended: ${endedSessions}`);
  });

program
  .command('list')
  .description('lists users, organizations and projects')
  .action(async () => console.log(await withInstance(process.env, ({ storage }) => formatUsers(storage))));

try {
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0); // --help
  const { line, exitCode } = failureOf(error);
  console.error(line);
  process.exitCode = exitCode;
}
