import { consumerInput, getConsumer } from '../../../../../../../lib/analytics';
import { route } from '../../../../../../../lib/http';

export const GET = route(consumerInput, (ctx, input) => getConsumer(ctx, input));
