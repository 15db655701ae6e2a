import { Panel } from '../../../../components/ui/layout/panel';
import { SkeletonBar, SkeletonRows } from '../../../../components/ui/state/skeleton';

export default function Loading() {
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
