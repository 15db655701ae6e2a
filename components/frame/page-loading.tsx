import { Panel } from '../ui/layout/panel';
import { SkeletonBar, SkeletonRows } from '../ui/state/skeleton';

/** Stands in the frame until the page is there. */
export function PageLoading() {
  return (
    <>
      <div className="flex h-7 items-center">
        <SkeletonBar width="120px" height={16} />
      </div>
      <Panel label="Loading" flush>
        <SkeletonRows rows={10} />
      </Panel>
    </>
  );
}
