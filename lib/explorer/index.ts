export { describeExport, exportCalls, exportCallsInput } from './export/export-calls';
export type { ExportHead } from './export/export-calls';
export { deleteView, viewInput } from './views/delete-view';
export { listViews } from './views/list-views';
export { saveView, saveViewInput } from './views/save-view';
export { CallFollower } from './tail/call-follower';
export type { TailSink } from './tail/tail-reader';
