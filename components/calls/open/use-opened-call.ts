'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { useMemo, useRef } from 'react';
import { callQuery } from '../../../lib/client';
import type { CallItem } from '../../../lib/shared';
import { useProject } from '../../project/project-provider';
import { CALL_REF, refOf } from './call-ref';

/** The call that is open beside the page. */
export interface OpenedCall {
  /** Null while none is open. */
  id: string | null;
  /** Undefined while it is read. */
  call: CallItem | undefined;
  /** Why it could not be read. */
  error: Error | null;
  retry: () => void;
  /** Opens a call, or another one in its place. */
  open: (call: CallItem) => void;
  close: () => void;
}

const NONE = { id: '0', atMs: 0 };

/**
 * The call that is open: it lives in the URL (`?call=`), so a copied link has it. Opening one is a step of the history: Back
 * closes it, and so does closing it, where it was opened here.
 */
export function useOpenedCall(): OpenedCall {
  const { project } = useProject();
  const client = useQueryClient();
  const [ref, setRef] = useQueryState('call', CALL_REF);
  const wasPushed = useRef(false);
  const { data, error, refetch } = useQuery({ ...callQuery(project.id, ref ?? NONE), enabled: ref !== null });
  const id = ref?.id ?? null;
  return useMemo(() => {
    const open = (call: CallItem) => {
      const next = refOf(call);
      client.setQueryData(callQuery(project.id, next).queryKey, call);
      if (id === null) wasPushed.current = true;
      void setRef(next, { history: id === null ? 'push' : 'replace' });
    };
    const close = () => {
      if (!wasPushed.current) return void setRef(null, { history: 'replace' });
      wasPushed.current = false;
      window.history.back();
    };
    const isOpen = id !== null;
    return {
      id,
      call: isOpen ? data : undefined,
      error: isOpen ? error : null,
      retry: () => void refetch(),
      open,
      close,
    };
  }, [id, data, error, refetch, client, project.id, setRef]);
}
