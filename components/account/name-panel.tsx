'use client';

import { renameAccount } from '../../lib/client';
import { NameForm } from '../forms/name-form';
import { Panel } from '../ui/layout/panel';
import { useMe } from './me-provider';

/** The name that notes, acknowledgements and invitations carry. */
export function NamePanel() {
  const { user } = useMe();
  return (
    <Panel title="Name" divided>
      <NameForm
        name={user.name}
        label="Your name"
        hint="Stands at your notes, changes and invitations."
        autoComplete="name"
        rename={renameAccount}
      />
    </Panel>
  );
}
