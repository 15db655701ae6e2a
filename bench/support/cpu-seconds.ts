/** Processor seconds that a process has used, as it tells Prometheus. */
export async function readCpuSeconds(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^process_cpu_seconds_total (\S+)/m.exec(text)?.[1];
  if (seconds === undefined) throw new Error(`${url} tells nothing of its processor time`);
  return Number(seconds);
}
