import express from 'express';
import { callwatch } from 'callwatch/express';

/** The monitored API, in a process of its own: one login endpoint that refuses everybody. Tells its port to the parent. */
const app = express();
app.use(callwatch({ trustedProxies: ['127.0.0.0/8'] }));
app.use(express.json());
app.post('/login', (_req, res) => void res.status(401).json({ error: 'wrong password' }));
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.({ port: address.port });
});
process.once('disconnect', () => server.close());
