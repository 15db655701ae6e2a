import type { Metadata } from 'next';
import { ConsumerPage } from '../../../../../../components/consumers/consumer-page';
import { decodedSegment, nameOfSegment } from '../../../../../../lib/shared';

type PageProps = { params: Promise<{ name: string }> };

/** The name as it was called; the path holds it encoded. */
const nameOf = async (params: PageProps['params']): Promise<string> =>
  nameOfSegment(decodedSegment((await params).name));

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: await nameOf(params) };
}

export default async function Page({ params }: PageProps) {
  return <ConsumerPage name={await nameOf(params)} />;
}
