import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { startInstance, type Instance } from '../support/instance';
import { quantile } from '../support/quantile';
import { receiveMail, receiveWebhooks, type Arrival } from './receivers';

const TRIALS = 40;
/** brute-ip opens an incident at the 20th failure of one caller. */
const FAILURES = 20;

interface Sample {
  webhookMs: number;
  emailMs: number;
}

async function addChannel({ url, projectId, apiToken }: Instance, body: object): Promise<void> {
  const answer = await fetch(`${url}/api/v1/projects/${projectId}/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`channel: ${answer.status} ${await answer.text()}`);
}

function startApi({ url, ingestKey }: Instance): Promise<{ port: number; child: ChildProcess }> {
  const child = fork(path.join(import.meta.dirname, 'api.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, CALLWATCH_URL: url, CALLWATCH_KEY: ingestKey },
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve({ port: message.port, child }));
    child.once('exit', (code) => reject(new Error(`the API ended with ${code}`)));
  });
}

/** One attack by a caller, client and accounts of its own; the clock starts when the last failure was answered. */
async function runTrial(
  port: number,
  trial: number,
  { webhook, mail }: { webhook: Arrival; mail: Arrival },
): Promise<Sample> {
  const caller = `203.${trial}.113.7`;
  for (let i = 0; i < FAILURES; i += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': caller, 'user-agent': `attacker/${trial}` },
      body: JSON.stringify({ email: `account${trial}-${i}@mail.example`, password: 'guess' }),
    });
    await answer.arrayBuffer();
  }
  const answeredAt = performance.now();
  const [webhookAt, mailAt] = await Promise.all([webhook.next(caller), mail.next(caller)]);
  return { webhookMs: webhookAt - answeredAt, emailMs: mailAt - answeredAt };
}

/** From the call answered at the API to the webhook received and the email accepted by SMTP. */
export async function runLatency(print: (line: string) => void): Promise<Record<string, number>> {
  const [webhook, mail] = await Promise.all([receiveWebhooks(), receiveMail()]);
  const instance = await startInstance({
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    CALLWATCH_OUTBOUND_ALLOW: '127.0.0.1/32',
  });
  const api = await startApi(instance);
  try {
    await addChannel(instance, { kind: 'webhook', url: `http://127.0.0.1:${webhook.port}/hook` });
    const samples: Sample[] = [];
    for (let trial = 0; trial < TRIALS; trial += 1) samples.push(await runTrial(api.port, trial, { webhook, mail }));
    return summarise(samples, print);
  } finally {
    api.child.disconnect();
    await instance.stop();
    await Promise.all([webhook.close(), mail.close()]);
  }
}

function summarise(samples: readonly Sample[], print: (line: string) => void): Record<string, number> {
  const figures: Record<string, number> = { trials: samples.length };
  print(`call answered → notice, ${samples.length} attacks   median      p95      max`);
  for (const [name, read] of [
    ['webhook', (s: Sample) => s.webhookMs],
    ['email', (s: Sample) => s.emailMs],
  ] as const) {
    const values = samples.map(read);
    const [median, p95, max] = [quantile(values, 0.5), quantile(values, 0.95), Math.max(...values)].map(Math.round);
    figures[`${name}MedianMs`] = median ?? Number.NaN;
    figures[`${name}P95Ms`] = p95 ?? Number.NaN;
    print(
      `${name.padEnd(40)} ${String(median).padStart(6)} ms ${String(p95).padStart(5)} ms ${String(max).padStart(5)} ms`,
    );
  }
  return figures;
}
