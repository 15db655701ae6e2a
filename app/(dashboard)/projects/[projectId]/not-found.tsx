import { DocumentTitle } from '../../../../components/ui/document-title';
import { EmptyState } from '../../../../components/ui/state/empty-state';
import { PageTitle } from '../../../../components/ui/layout/page-title';
import { Panel } from '../../../../components/ui/layout/panel';

export default function NotFound() {
  return (
    <>
      <DocumentTitle>Not found</DocumentTitle>
      <PageTitle>There is no such page</PageTitle>
      <Panel label="Not found" flush>
        <EmptyState title="This project has no page at this address.">
          What it showed may have been deleted. The navigation lists the pages that there are.
        </EmptyState>
      </Panel>
    </>
  );
}
