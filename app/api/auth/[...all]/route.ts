export { authRoute as POST } from '../../../../lib/http';
