export { countCallsByHour, countExpiringCalls, countExpiringRows } from './count-expiring';
export { areCallsKept, noteCuts } from './note-cuts';
export { followClock, keepClock, readClock } from './read-clock';
export { readTableSizes, type SizedTable, type TableSize } from './table-sizes';
export { lockKeeps, readTierKeeps, setKeeps, type Keeps } from './tier-keeps';
