'use client';

import { updateOrganization } from '../../lib/client';
import { NameForm } from '../forms/name-form';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';

/** The name; only a fact for those who may not change it. */
export function OrganizationNamePanel() {
  const { id, name } = useOrganization();
  const mayRename = useMayHere('organization:update');
  return (
    <Panel title="Name" divided>
      {mayRename ? (
        <NameForm
          name={name}
          label="Name"
          hint="Your company, team or household."
          autoComplete="organization"
          rename={(values) => updateOrganization(id, values)}
        />
      ) : (
        <Facts facts={[{ label: 'Name', value: name }]} />
      )}
    </Panel>
  );
}
