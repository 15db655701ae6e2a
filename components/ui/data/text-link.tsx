import { PageLink } from '../control/page-link';
import type { ComponentProps } from 'react';

/** A link in words, in the accent. */
export function TextLink(props: Omit<ComponentProps<typeof PageLink>, 'className'>) {
  return (
    <PageLink {...props} className="ring-focus rounded-1 font-medium text-accent underline-offset-2 hover:underline" />
  );
}
