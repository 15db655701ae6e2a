import type { ReactNode } from 'react';
import { HomeFrame } from '../../../components/home/home-frame';
import { ownAccount } from '../../own-project';

/** The frame of the pages about the person and about all projects. */
export default async function HomeLayout({ children }: { children: ReactNode }) {
  const { me } = await ownAccount();
  return (
    <HomeFrame me={me} organizationId={null}>
      {children}
    </HomeFrame>
  );
}
