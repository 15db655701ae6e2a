'use client';

import { useNow } from '../../lib/client';
import type { ErasureItem } from '../../lib/shared';
import { Table } from '../ui/table/table';
import { erasureColumns } from './erasure-columns';

/** Erasures that wait, go on or are done, the newest first. */
export function ErasuresTable({ items, withProject }: { items: readonly ErasureItem[]; withProject: boolean }) {
  const now = useNow(5_000);
  return (
    <Table
      label="Erasures, newest first"
      columns={erasureColumns({ now, withProject })}
      rows={items}
      rowKey={({ id }) => id}
    />
  );
}
