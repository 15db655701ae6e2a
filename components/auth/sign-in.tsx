'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { SignInSteps } from './sign-in-steps';

/** Signs in and goes to `next`, a path of this site that the page has checked. */
export function SignIn({ next }: { next: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const enter = () => {
    client.clear(); // nothing of the person before stays on the screen
    router.replace(next);
    router.refresh();
  };
  return <SignInSteps onSignedIn={enter} />;
}
