import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignIn } from '../../../components/auth/sign-in';
import { PlainFrame } from '../../../components/frame/plain-frame';
import { PageTitle } from '../../../components/ui/layout/page-title';
import { getPageContext } from '../../../lib/http';

export const metadata: Metadata = { title: 'Sign in' };

type PageProps = { searchParams: Promise<{ next?: string | string[] }> };

/** A path of this site and nothing else: `//host` and `/\host` lead elsewhere in browsers. */
const localPath = (next: string | string[] | undefined): string =>
  typeof next === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(next) ? next : '/';

export default async function Page({ searchParams }: PageProps) {
  const { me, needsSetup } = await getPageContext();
  const next = localPath((await searchParams).next);
  if (me) redirect(next);
  if (needsSetup) redirect('/setup');
  return (
    <PlainFrame>
      <PageTitle>Sign in</PageTitle>
      <SignIn next={next} />
    </PlainFrame>
  );
}
