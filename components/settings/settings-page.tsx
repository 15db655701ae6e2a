'use client';

import { PageTitle } from '../ui/layout/page-title';
import { AppearancePanel } from './appearance-panel';
import { EnvironmentsPanel } from './environments-panel';
import { KeysPanel } from './keys-panel';
import { ProjectPanel } from './project-panel';

/** What can be set of a project, and how this browser shows it. */
export function SettingsPage() {
  return (
    <>
      <PageTitle>Settings</PageTitle>
      <KeysPanel />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <ProjectPanel />
        <EnvironmentsPanel />
        <AppearancePanel />
      </div>
    </>
  );
}
