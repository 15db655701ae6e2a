import { countriesInput, getCountries } from '../../../../../../lib/analytics';
import { route } from '../../../../../../lib/http';

export const GET = route(countriesInput, (ctx, input) => getCountries(ctx, input));
