import { parentPort, workerData } from 'node:worker_threads';
import { historyInput } from './fill-history';
import { sendHistory } from './send-history';

await sendHistory(historyInput.parse(workerData), (progress) => parentPort?.postMessage(progress));
