import type { Metadata } from 'next';
import { PlainFrame } from '../components/frame/plain-frame';
import { ButtonLink } from '../components/ui/control/button-link';
import { DocumentTitle } from '../components/ui/document-title';
import { PageTitle } from '../components/ui/layout/page-title';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <PlainFrame>
      <DocumentTitle>Not found</DocumentTitle>
      <PageTitle>There is no such page</PageTitle>
      <p className="text-ink-2">It may have been deleted, or it belongs to an organization that you are not in.</p>
      <div className="flex">
        <ButtonLink href="/" size="touch">
          Go to the first project
        </ButtonLink>
      </div>
    </PlainFrame>
  );
}
