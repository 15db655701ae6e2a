'use client';

import { TextLink } from '../ui/data/text-link';
import { PageTitle } from '../ui/layout/page-title';
import { ErasePanel } from '../erasures/erase-panel';
import { EnvironmentsPanel } from './environments-panel';
import { KeysPanel } from './keys-panel';
import { AllowedCallersPanel } from './naming/allowed-callers-panel';
import { ChangedEndpointsPanel } from './naming/changed-endpoints-panel';
import { IgnoreRulesPanel } from './naming/ignore-rules-panel';
import { ProjectPanel } from './project-panel';
import { QuotaPanel } from './quota-panel';
import { StoragePanel } from './storage-panel';

/** What can be set of a project. */
export function SettingsPage() {
  return (
    <>
      <PageTitle
        below={
          <span>
            Theme and single keys are set for this browser, in <TextLink href="/account">your account</TextLink>.
          </span>
        }
      >
        Settings
      </PageTitle>
      <KeysPanel />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <ProjectPanel />
        <div className="grid gap-4">
          <EnvironmentsPanel />
          <QuotaPanel />
        </div>
      </div>
      <IgnoreRulesPanel />
      <AllowedCallersPanel />
      <ChangedEndpointsPanel />
      <StoragePanel />
      <ErasePanel />
    </>
  );
}
